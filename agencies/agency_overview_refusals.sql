-- The latest refused events of an agency, the newest first.
SELECT concat(agency, '/', toString(`offset`)) AS id, reason, problems, bytes, received,
    source_partition, source_offset
FROM refusals FINAL
WHERE agency = {agency:String}
ORDER BY received DESC, `offset` DESC
LIMIT {limit:UInt32}
