-- Which of some events are disputed still: no correction of them was agreed since.
SELECT DISTINCT id
FROM timeline FINAL
WHERE victim IN {victims:Array(String)} AND id IN {events:Array(UUID)} AND state = 'disputed'
