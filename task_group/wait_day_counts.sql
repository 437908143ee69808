-- How many waits there are in each cell by the day from which they are watched (`change` is `entered`),
-- and by the day of their end in the period (`open`, `completed`, `ended-otherwise`). Those of them that
-- rest on corrected data stand apart. Waits are grouped by one number, not by four: in half the time.
SELECT
    toUInt32(bitShiftRight(cell_change_day, 32)) AS cell,
    ['entered', 'open', 'completed', 'ended-otherwise'][1 + bitAnd(bitShiftRight(cell_change_day, 29), 3)] AS change,
    bitTest(cell_change_day, 31) = 1 AS is_revised,
    groupArray(toUInt32(bitAnd(cell_change_day, 0x1FFFFFFF))) AS days,
    groupArray(waits) AS numbers
FROM
(
    SELECT bitShiftLeft(toUInt64(cell), 32) + change AS cell_change_day, count() AS waits
    FROM waits_in_cells
    ARRAY JOIN [
        toUInt64(first_day),
        bitShiftLeft(toUInt64(transform(end_in_period, ['open', 'completed'], [1, 2], 3) + 4 * revised), 29) + last_day
    ] AS change
    GROUP BY cell_change_day
)
GROUP BY cell, change, is_revised
