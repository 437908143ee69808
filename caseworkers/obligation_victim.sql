-- Whose duty it is, even if the journey no longer holds it: it may have been known to earlier.
SELECT victim
FROM obligations
WHERE id = {obligation:UUID}
LIMIT 1
