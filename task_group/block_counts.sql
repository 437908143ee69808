-- The victims and the crimes of each reporting agency, whichever are fewer, in each cell;
-- 21 is more than 20. `bit` is the period's; 256 times it stands for what counts in the first period, the
-- year, and not in that one.
SELECT
    stage,
    bit,
    reported_by,
    at.1 AS dimension,
    at.2 AS place,
    least(uniqUpToMerge(20)(persons), uniqUpToMerge(20)(crimes)) AS size
FROM block_leaves
ARRAY JOIN
    [
        ('stage', ''), ('agency', agency), ('tier', tier), ('court', court), ('bcu', bcu),
        ('borough', borough), ('offence', offence), ('victim-kind', victim_kind)
    ]::Array(Tuple(String, String)) AS at
ARRAY JOIN arrayConcat(
    bitmaskToArray(watched),
    if(bitTest(watched, 0), arrayMap(each -> 256 * each, bitmaskToArray(bitXor(watched, {every:UInt32}))), [])
)::Array(UInt32) AS bit
GROUP BY stage, bit, reported_by, dimension, place
ORDER BY stage, bit, reported_by
