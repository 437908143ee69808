-- Which of some events are disputed still: no correction of them was agreed since.
SELECT DISTINCT id
FROM timeline FINAL
PREWHERE victim IN {victims:Array(String)}
WHERE id IN {events:Array(UUID)} AND state = 'disputed'
SETTINGS max_threads = 1
