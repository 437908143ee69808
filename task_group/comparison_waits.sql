-- The waits of a window of days (the {first} to the {last}), one for each crime: the victims of one crime wait
-- the same days, so for chance they are one. What they have in common is counted together, as changes at
-- each step of the wait's length ({steps}: the step of each day): how many came to be at risk, less those
-- who ceased to be, and how many stopped waiting (`ends`). `days` are the days of the step that a wait has
-- still before it where it comes in, and misses where it goes. `waited` are the days waited by every victim.
-- A crime with victims of two kinds counts under each, of which the first by name `is_first`.
-- Each dimension is counted from this: it has far fewer rows than there are waits.
INSERT INTO {table:Identifier}
WITH
    toInt32(began) AS origin,
    greatest(toInt32(entered) + 1, toInt32({first:Date32})) - origin AS first_at_risk,
    least(toInt32(until), toInt32({last:Date32})) - origin AS last_at_risk,
    crimes AS
    (
        SELECT
            any(cityHash64(stage, agency, tier, court, bcu, borough, offence, reported_by) AS mix_of) AS mix,
            any(stage) AS a_stage, any(agency) AS an_agency, any(tier) AS a_tier, any(court) AS a_court,
            any(bcu) AS a_bcu, any(borough) AS a_borough, any(offence) AS an_offence,
            any(reported_by) AS a_reporter,
            sumMap([victim_kind], [toUInt16(1)]) AS kinds,
            min(first_at_risk) AS first_day,
            least(any(last_at_risk), {longest:UInt16}) AS last_day,
            any(end != 'open' AND until <= {last:Date32} AND last_at_risk < {longest:UInt16}) AS ended
        FROM counted_waits
        WHERE until >= {first:Date32} AND entered < {last:Date32} AND first_at_risk <= {longest:UInt16}
        GROUP BY cityHash64(crime, stage, began, until)
    ),
    of_kinds AS
    (
        SELECT *, kind, victims, rank = 1 AS of_first
        FROM crimes
        ARRAY JOIN kinds.1 AS kind, kinds.2 AS victims, arrayEnumerate(kinds.1) AS rank
    )
SELECT
    any(a_stage), any(an_agency), any(a_tier), any(a_court), any(a_bcu), any(a_borough), any(an_offence),
    any(kind), any(a_reporter), any(of_first),
    any(({steps:Array(UInt16)})[at + 1] AS step_of),
    sum(toInt64(change)),
    sum(toInt64(change) * (({step_ends:Array(UInt16)})[step_of + 1] - at - (change < 0))),
    sum(change < 0 AND ended),
    sum(change > 0),
    sum((change < 0) * victims * (last_day - first_day + 1))
FROM of_kinds
ARRAY JOIN [first_day, last_day] AS at, [toInt8(1), toInt8(-1)] AS change
GROUP BY cityHash64(mix, kind, of_first, step_of)
