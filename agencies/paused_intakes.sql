-- The agency whose intake is paused, or all of them, the longest paused first.
SELECT agency, since, refused, events
FROM
(
    SELECT *
    FROM intake_pauses
    WHERE {agency:String} IN ('', agency)
    ORDER BY version DESC
    LIMIT 1 BY agency
)
WHERE paused
ORDER BY since, agency
