-- Takes the waits that are left out from those that a release counts. `kind` as in block_leaves.sql. Only
-- what is asked is read, and nothing is written and sorted anew.
DELETE FROM counted_waits
WHERE cityHash64(
    stage, agency, court, borough, offence, victim_kind, reported_by,
    arraySum(
        (bit, first, last) -> if(least(until, last) > greatest(entered, first - 1), bit, 0),
        {bits:Array(UInt32)}, {firsts:Array(Date32)}, {lasts:Array(Date32)}
    )
) IN (SELECT kind FROM left_out_kinds)
