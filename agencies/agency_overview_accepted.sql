SELECT agency, kind, count() AS events, max(received) AS last_received
FROM events FINAL
WHERE {agency:String} IN ('', agency)
GROUP BY agency, kind
ORDER BY agency, events DESC, kind
