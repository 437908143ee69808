-- The alerts of some victims, or of all, that people were told of in a period, with how the duty of each
-- stands.
SELECT alert.victim AS victim, alert.id AS id, alert.kind AS kind, alert.state AS state,
    alert.rule AS rule, alert.agency AS agency, alert.raised AS raised, alert.closed AS closed,
    alert.acted AS acted, alert.until AS until, duty.state AS duty_state
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
