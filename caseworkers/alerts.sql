-- Alerts that stand, or that were closed: late before due soon, the longest due first.
SELECT victim, id, case_id, kind, state, event, obligation, rule, agency, due_on, raised, closed,
    count() OVER () AS total
FROM alerts FINAL
WHERE if({state:String} = 'raised', state = 'raised', state != 'raised')
    AND {agency:String} IN ('', agency)
    AND {kind:String} IN ('', kind)
ORDER BY indexOf(['late', 'unsafe-contact'], kind) = 0, kind, due_on, victim, id
LIMIT {limit:UInt32} OFFSET {offset:UInt32}
