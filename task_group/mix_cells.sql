-- The cells of one dimension and period that are shown, by the mixes whose waits count there: those of the blocks
-- that count. A cell is stage * (places + 1) + place, both numbered from 1. `counting_agencies` has a bit
-- for each agency that counts in a cell. Numbers instead of a join on three texts: that took twice as long.
WITH cells AS
(
    WITH
        transform(stage, {stages:Array(String)}, range(1, length({stages:Array(String)}) + 1), 0) AS stage_number,
        if(
            {dimension:String} = 'stage', 1,
            transform({column:Identifier}, {places:Array(String)}, range(1, length({places:Array(String)}) + 1), 0)
        ) AS place_number,
        transform(reported_by, {agencies:Array(String)}, range(1, length({agencies:Array(String)}) + 1), 0) AS agency_number,
        toUInt32(stage_number * (length({places:Array(String)}) + 1) + place_number) AS in_cell
    SELECT mix, in_cell AS cell
    FROM mixes_of_waits
    WHERE bitTest({counting_agencies:Array(UInt32)}[in_cell + 1], agency_number)
)
