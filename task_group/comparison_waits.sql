-- The waits of a window of days (the {first} to the {last}), one for each crime: the victims of one crime wait
-- the same days, so for chance they are one. `victims` is how many they are. Both days are days of the
-- wait, from 0 on: it is at risk on each of them.
INSERT INTO {table:Identifier}
WITH
    toInt32(began) AS origin,
    greatest(toInt32(entered) + 1, toInt32({first:Date32})) - origin AS first_at_risk,
    least(toInt32(until), toInt32({last:Date32})) - origin AS last_at_risk
SELECT
    any(stage), any(agency), any(tier), any(court), any(bcu), any(borough), any(offence),
    any(victim_kind), any(reported_by),
    toUInt16(count()) AS victims,
    toUInt16(min(first_at_risk)) AS first_day,
    toUInt16(least(any(last_at_risk), {longest:UInt16})) AS last_day,
    any(end != 'open' AND until <= {last:Date32} AND last_at_risk < {longest:UInt16}) AS ended
FROM counted_waits
WHERE until >= {first:Date32} AND entered < {last:Date32} AND first_at_risk <= {longest:UInt16}
GROUP BY cityHash64(crime, stage, victim_kind, began, until)
