SELECT victim, id, case_id, kind, state, event, obligation, rule, agency, due_on, raised, closed
FROM alerts FINAL
WHERE victim = {victim:String}
ORDER BY raised, id
