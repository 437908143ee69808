-- How many duties each of these events ended.
SELECT ended_by AS event, count() AS duties
FROM obligations FINAL
WHERE victim IN {victims:Array(String)} AND ended_by IN {events:Array(UUID)}
    AND state IN ('discharged', 'discharged-late', 'excused')
GROUP BY ended_by
