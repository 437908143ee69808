-- Which of these events of an agency were accepted, and when each first came.
SELECT event, min(received) AS received
FROM events FINAL
WHERE agency = {agency:String} AND event IN {events:Array(UUID)}
GROUP BY event
ORDER BY received, toString(event)
