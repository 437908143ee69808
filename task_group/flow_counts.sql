-- How many cases stood, and how old they are, in each place of a dimension, stage and period.
-- A case counts once in a cell, however many of its victims wait there: it is there while any of them
-- waits. A victim counts where the block of the agency that reported the crime counts. At court that is
-- asked of the stage in which the victim waits. With `by_agency` each agency's cases are counted apart, and
-- `owner` names it.
WITH
    {codes:Array(String)} AS codes,
    blocks AS (
        SELECT
            cityHash64(place, stage, reported_by) AS block,
            groupBitOr(bitShiftLeft(toUInt64(255), 8 * (indexOf(codes, period) - 1))) AS counting
        FROM shown_blocks
        WHERE dimension = {dimension:String} AND has(codes, period)
        GROUP BY block
    ),
    waits AS (
        SELECT
            {column:Identifier} AS place, flow, crime, moments, alone,
            if({by_agency:Bool}, reported_by, '') AS owner,
            cityHash64(place, stage, reported_by) AS block
        FROM flow_waits
    ),
    cases AS (
        SELECT place, flow, owner, bitAnd(moments, counting) AS moments, waits AS cases
        FROM (
            SELECT place, flow, owner, block, moments, count() AS waits
            FROM waits WHERE alone GROUP BY place, flow, owner, block, moments
        ) AS of_one
        JOIN blocks USING block
        UNION ALL
        SELECT any(place), any(flow), any(owner), groupBitOr(bitAnd(moments, counting)), 1
        FROM (SELECT * FROM waits WHERE NOT alone) AS of_several
        JOIN blocks USING block
        GROUP BY cityHash64(place, flow, owner, crime)
    )
SELECT
    place,
    flow AS stage,
    owner,
    codes[number + 1] AS period,
    sumIf(cases, bitTest(moments, 8 * number)) AS seen,
    sumIf(cases, bitTest(moments, 8 * number + 1)) AS at_start,
    sumIf(cases, bitTest(moments, 8 * number + 2)) AS at_end,
    sumForEach(arrayMap(
        bit -> cases * bitTest(moments, 8 * number + 3 + bit), range({bands:UInt8})
    )) AS older
FROM (
    SELECT place, flow, owner, moments, sum(cases) AS cases FROM cases GROUP BY place, flow, owner, moments
)
ARRAY JOIN range(length(codes)) AS number
GROUP BY place, flow, owner, number
HAVING seen > 0
ORDER BY period, stage, place, owner
