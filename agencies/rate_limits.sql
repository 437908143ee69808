-- The agencies that wait for the end of a minute, the longest wait last.
SELECT agency, until, events
FROM rate_limits FINAL
WHERE until > {now:DateTime64(3, 'UTC')} AND {agency:String} IN ('', agency)
ORDER BY until, agency
