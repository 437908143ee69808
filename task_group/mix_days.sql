-- The waits of a period, in the table {waits}, by mix, and by the days of the wait on which they are first and
-- last watched. Its first is 0, or later if it is watched from later on. `change` has the day in the lowest
-- 29 bits; the next two say which it is: the first (0), or the last of one that is open (1), completed (2) or
-- ended otherwise (3). With the highest bit it rests on corrected data.
INSERT INTO {into:Identifier}
SELECT {period:String}, mix, change, count()
FROM
(
    SELECT
        cityHash64(stage, agency, tier, court, bcu, borough, offence, victim_kind, reported_by) AS mix,
        toUInt32(toInt32(greatest(entered + 1, {first:Date32})) - toInt32(began)) AS first_day,
        toUInt32(toInt32(least(until, {last:Date32})) - toInt32(began)) AS last_day,
        multiIf(until > {last:Date32} OR end = 'open', 1, end = 'completed', 2, 3) AS ending,
        revised
    FROM {waits:Identifier}
    PREWHERE until >= {first:Date32} AND entered < {last:Date32}
)
ARRAY JOIN [
    first_day, toUInt32(bitShiftLeft(toUInt32(ending + 4 * revised), 29) + last_day)
] AS change
GROUP BY mix, change
