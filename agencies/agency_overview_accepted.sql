-- How many events of an agency, or of each, were accepted, kind by kind, and when the last came.
SELECT agency, kind, count() AS events, max(received) AS last_received
FROM events FINAL
WHERE {agency:String} IN ('', agency)
GROUP BY agency, kind
ORDER BY agency, events DESC, kind
