SELECT DISTINCT victim, record
FROM facts
WHERE victim IN {victims:Array(String)}
ORDER BY victim, learned, event
