-- How many waits of one period there are in each cell that is shown by the day from which they are watched
-- (`change` is `entered`), and by the day of their end in the period (`open`, `completed`,
-- `ended-otherwise`). Those of them that rest on corrected data stand apart. Cells as in waits_in_cells.sql.
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
SELECT
    toUInt32(bitShiftRight(cell_change_day, 32)) AS cell,
    ['entered', 'open', 'completed', 'ended-otherwise'][1 + bitAnd(bitShiftRight(cell_change_day, 29), 3)] AS change,
    bitTest(cell_change_day, 31) = 1 AS is_revised,
    groupArray(toUInt32(bitAnd(cell_change_day, 0x1FFFFFFF))) AS days,
    groupArray(waits) AS numbers
FROM
(
    SELECT bitShiftLeft(toUInt64(cell), 32) + change AS cell_change_day, sum(waits) AS waits
    FROM mix_days INNER JOIN cells USING mix
    WHERE period = {period:String}
    GROUP BY cell_change_day
)
GROUP BY cell, change, is_revised
