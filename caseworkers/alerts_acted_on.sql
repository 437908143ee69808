-- Alerts by their ids, however they stand, of these victims.
SELECT victim, id, case_id, kind, state, agency, obligation, due_on, acted, acted_by, note, until
FROM alerts FINAL
WHERE victim IN {victims:Array(String)} AND id IN {alerts:Array(UUID)}
ORDER BY victim, id
