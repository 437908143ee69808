-- All that was said of whether an agency's intake is paused, in order.
SELECT agency, version, paused, since, refused
FROM intake_pauses FINAL
WHERE {agency:String} IN ('', agency)
ORDER BY agency, version
