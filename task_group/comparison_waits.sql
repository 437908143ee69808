-- The waits of a window of days (the {first} to the {last}), one for each crime: the victims of one crime wait
-- the same days, so for chance they are one. `victims` is how many they are. Both days are days of the
-- wait, from 0 on: it is at risk on each of them. A crime with victims of two kinds has a row for each, of
-- which the first by name `is_first`: only where kinds are compared do both count for chance.
INSERT INTO {table:Identifier}
WITH
    toInt32(began) AS origin,
    greatest(toInt32(entered) + 1, toInt32({first:Date32})) - origin AS first_at_risk,
    least(toInt32(until), toInt32({last:Date32})) - origin AS last_at_risk
SELECT
    stage, agency, tier, court, bcu, borough, offence, kind, reported_by,
    victims, first_day, last_day, ended, rank = 1
FROM
(
    SELECT
        any(stage) AS stage, any(agency) AS agency, any(tier) AS tier, any(court) AS court, any(bcu) AS bcu,
        any(borough) AS borough, any(offence) AS offence, any(reported_by) AS reported_by,
        toUInt16(min(first_at_risk)) AS first_day,
        toUInt16(least(any(last_at_risk), {longest:UInt16})) AS last_day,
        any(end != 'open' AND until <= {last:Date32} AND last_at_risk < {longest:UInt16}) AS ended,
        sumMap([victim_kind], [toUInt16(1)]) AS kinds
    FROM counted_waits AS waits
    WHERE until >= {first:Date32} AND entered < {last:Date32} AND first_at_risk <= {longest:UInt16}
    GROUP BY cityHash64(crime, waits.stage, began, until)
)
ARRAY JOIN kinds.1 AS kind, kinds.2 AS victims, arrayEnumerate(kinds.1) AS rank
