-- The waits that a release counts, without those that are left out. `kind` as in block_leaves.sql.
INSERT INTO {table:Identifier}
WITH arraySum(
    (bit, first, last) -> if(least(until, last) > greatest(entered, first - 1), bit, 0),
    {bits:Array(UInt32)}, {firsts:Array(Date32)}, {lasts:Array(Date32)}
) AS watched
SELECT * FROM counted_waits
WHERE cityHash64(stage, agency, court, borough, offence, victim_kind, reported_by, watched) NOT IN left_out_kinds
