-- Which records of an agency's topic were refused, and why.
SELECT source_partition, source_offset, reason, problems
FROM refusals FINAL
WHERE agency = {agency:String}
    AND (source_partition, source_offset) IN arrayZip({partitions:Array(UInt32)}, {offsets:Array(UInt64)})
ORDER BY source_partition, source_offset
