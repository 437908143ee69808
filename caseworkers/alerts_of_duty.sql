-- Which alert of a duty stands, if any: what is late comes before what falls due.
SELECT victim, id, case_id, kind, state, agency, obligation, due_on, acted, acted_by, note, until
FROM alerts FINAL
WHERE victim = {victim:String} AND obligation = {duty:UUID}
    AND state IN ('raised', 'acknowledged', 'snoozed')
ORDER BY kind = 'late' DESC, id
LIMIT 1
