-- How many waits of one period there are in each cell that is shown by the day from which they are watched
-- (`change` is `entered`), and by the day of their end in the period (`open`, `completed`,
-- `ended-otherwise`). Those of them that rest on corrected data stand apart. Cells are those of mix_cells.sql.
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
