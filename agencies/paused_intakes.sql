-- The agency whose intake is paused, or all of them, the longest paused first.
SELECT agency, since, refused, events
FROM intake_pauses FINAL
WHERE paused AND {agency:String} IN ('', agency)
ORDER BY since, agency
