-- Whose duty it is. A row that the journey no longer has counts too: the duty may have existed as of an
-- earlier moment.
SELECT victim
FROM obligations
WHERE id = {obligation:UUID}
LIMIT 1
