-- How long alerts stood, by the team of the alert's agency that had the victim when it was over: only of
-- what was done or closed by somebody, not of what was retracted or replaced. `staff` are the different
-- people to whom these victims were assigned.
SELECT
    agency, team,
    uniqExact(id) AS alerts,
    uniqExact(staff) AS staff,
    quantileExact(toInt64(dateDiff('second', raised, closed))) AS median
FROM
(
    SELECT DISTINCT alert.agency AS agency, assigned.team AS team, alert.id AS id,
        alert.raised AS raised, alert.closed AS closed, assigned.staff AS staff
    FROM RAISED_ALERTS AS alert
    INNER JOIN
    (
        SELECT victim, agency, team, staff, since, until
        FROM assignments FINAL
        PREWHERE {everybody:Bool} OR victim IN {caseload:Array(String)}
    ) AS assigned ON assigned.victim = alert.victim AND assigned.agency = alert.agency
    WHERE alert.state IN ('resolved', 'closed') AND alert.closed IS NOT NULL
        AND assigned.since <= alert.closed
        AND (assigned.until IS NULL OR assigned.until > alert.closed)
)
GROUP BY agency, team
ORDER BY agency, team
