SELECT agency, since, refused, events
FROM intake_pauses FINAL
WHERE paused AND {agency:String} IN ('', agency)
ORDER BY since, agency
