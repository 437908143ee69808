-- How many events of an agency, or of each, were refused, reason by reason, and when the last came.
SELECT agency, reason, count() AS events, max(received) AS last_received
FROM refusals FINAL
WHERE {agency:String} IN ('', agency) AND reason != 'accepted-with-remark'
GROUP BY agency, reason
ORDER BY agency, events DESC, reason
