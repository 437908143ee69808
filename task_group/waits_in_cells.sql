-- The waits of one period in the cells of one dimension that are shown: only those of the blocks that
-- count there. Days are days of the wait; its first is 0, or later if it is watched from later on.
-- A cell is stage * (places + 1) + place, both numbered from 1. `counting_agencies` has a bit for each
-- agency that counts in a cell. Numbers instead of a join on three texts: that took twice as long.
WITH waits_in_cells AS
(
    WITH
        transform(stage, {stages:Array(String)}, range(1, length({stages:Array(String)}) + 1), 0) AS stage_number,
        if(
            {dimension:String} = 'stage', 1,
            transform({column:Identifier}, {places:Array(String)}, range(1, length({places:Array(String)}) + 1), 0)
        ) AS place_number,
        transform(reported_by, {agencies:Array(String)}, range(1, length({agencies:Array(String)}) + 1), 0) AS agency_number,
        toUInt32(stage_number * (length({places:Array(String)}) + 1) + place_number) AS in_cell
    SELECT
        in_cell AS cell,
        toUInt32(toInt32(greatest(entered + 1, {first:Date32})) - toInt32(began)) AS first_day,
        toUInt32(toInt32(least(until, {last:Date32})) - toInt32(began)) AS last_day,
        if(until > {last:Date32}, 'open', end) AS end_in_period,
        revised,
        person,
        crime
    FROM {table:Identifier}
    PREWHERE until >= {first:Date32} AND entered < {last:Date32}
    WHERE bitTest({counting_agencies:Array(UInt32)}[in_cell + 1], agency_number)
)
