-- The alerts of some victims, or of all, that people were told of in a period, with how the duty of each
-- stands, and what became of each: one thing of each alert.
SELECT alert.victim AS victim, alert.id AS id, alert.kind AS kind, alert.state AS state,
    alert.rule AS rule, alert.agency AS agency, alert.raised AS raised, alert.closed AS closed,
    duty.state AS duty_state,
    alert.kind IN {of_duties:Array(String)} AS of_day,
    multiIf(
        alert.state IN {taken:Array(String)}, 'taken_up',
        alert.state = 'raised' AND alert.acted IS NOT NULL
            AND alert.until <= {now:DateTime64(3, 'UTC')}, 'forgotten',
        alert.state = 'raised', 'to_do',
        alert.state IN ('retracted', 'closed'), alert.state,
        alert.state = 'superseded', 'replaced',
        alert.kind = 'due-soon' AND duty.state = 'discharged', 'in_time',
        of_day AND duty.state = 'discharged-late', 'done_late',
        of_day AND duty.state IN ('withdrawn', 'excused'), 'not_owed',
        'settled') AS became
FROM
(
    SELECT victim, id, kind, state, rule, agency, raised, closed, acted, until, obligation
    FROM alerts FINAL
    PREWHERE {everybody:Bool} OR victim IN {caseload:Array(String)}
    WHERE state != 'pending' AND raised > {since:DateTime64(3, 'UTC')}
        AND raised <= {now:DateTime64(3, 'UTC')}
) AS alert
LEFT JOIN
(
    SELECT id, state
    FROM obligations FINAL
    PREWHERE {everybody:Bool} OR victim IN {caseload:Array(String)}
) AS duty ON duty.id = alert.obligation
