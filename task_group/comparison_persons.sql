-- How many victims wait in each shown cell of a dimension in a period: those of the blocks that count.
WITH {place_column:Identifier} AS own_place
SELECT stage, own_place AS place, uniqExact(person) AS persons
FROM counted_waits
WHERE until >= {first:Date32} AND entered < {last:Date32}
    AND (stage, own_place, reported_by) IN (
        SELECT stage, place, reported_by FROM shown_blocks
        WHERE dimension = {dimension:String} AND period = {period:String}
    )
GROUP BY ALL
