SELECT victim, id, case_id, kind, state, event, obligation, rule, agency, due_on, raised, closed, disputed,
    nullIf(duties.code, '') AS code
FROM alerts FINAL
LEFT JOIN
(
    SELECT id AS duty, code FROM obligations FINAL WHERE victim = {victim:String}
) AS duties ON duties.duty = alerts.obligation
WHERE victim = {victim:String}
ORDER BY raised, toString(id)
