-- The waits of a release, counted together where nothing that is asked tells them apart: `watched`
-- has a bit for each period in which they count. Victims and crimes are counted exactly up to 20, which is
-- all that matters: so memory is bounded.
CREATE TABLE block_leaves ENGINE = MergeTree ORDER BY tuple() AS
WITH arraySum(
    (bit, first, last) -> if(least(until, last) > greatest(entered, first - 1), bit, 0),
    {bits:Array(UInt32)}, {firsts:Array(Date32)}, {lasts:Array(Date32)}
) AS watched
SELECT
    stage,
    agency,
    any(waits.tier) AS tier,
    court,
    any(waits.bcu) AS bcu,
    borough,
    offence,
    victim_kind,
    reported_by,
    watched,
    uniqUpToState(20)(person) AS persons,
    uniqUpToState(20)(crime) AS crimes
FROM counted_waits AS waits
WHERE watched > 0
GROUP BY stage, agency, court, borough, offence, victim_kind, reported_by, watched
