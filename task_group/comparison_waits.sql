-- The waits of a period, one for each crime: the victims of one crime wait the same days, so for chance they
-- are one. What they have in common is counted together, as changes at each step of the wait's length ({steps}:
-- the step of each day): how many came to be at risk, less those who ceased to be, and how many stopped
-- waiting (`ends`). `days` are the days of the step that a wait has still before it where it comes in, and
-- misses where it goes. `waited` are the days waited by every victim. A crime with victims of two kinds
-- counts under each, of which the first by name `is_first`.
-- Most crimes have one wait in a stage. They are counted in mix_days; less the repeated waits, which are
-- counted here by their crime. A wait that is first watched after the {longest} day has no part in any sum.
INSERT INTO {table:Identifier}
WITH
    ({steps:Array(UInt16)})[least(at, {longest:UInt16}) + 1] AS step_of,
    ({step_ends:Array(UInt16)})[step_of + 1] - at - (sign < 0) AS days_of_step,
    changes AS
    (
        SELECT mix, number, least(day, {longest:UInt16} + (ending = 0)) AS at, if(ending = 0, 1, -1) AS sign, ending
        FROM
        (
            SELECT
                mix,
                toInt32(bitAnd(change, 0x1FFFFFFF)) AS day,
                bitAnd(bitShiftRight(change, 29), 3) AS ending,
                toInt64(waits) AS number
            FROM mix_days WHERE period = {period:String}
            UNION ALL
            SELECT mix, toInt32(bitAnd(change, 0x1FFFFFFF)), bitAnd(bitShiftRight(change, 29), 3), -toInt64(waits)
            FROM repeated_mix_days WHERE period = {period:String}
        )
    ),
    alone AS
    (
        SELECT
            mix,
            step_of AS step,
            sum(number * sign) AS came,
            sum(number * sign * days_of_step) AS days,
            sum(number * (ending > 1 AND at < {longest:UInt16})) AS ends,
            sum(number * (sign > 0 AND at <= {longest:UInt16})) AS crimes,
            sum(number * if(sign < 0, at + 1, -at)) AS waited
        FROM changes
        GROUP BY mix, step
    ),
    toInt32(began) AS origin,
    greatest(toInt32(entered) + 1, toInt32({first:Date32})) - origin AS first_at_risk,
    least(toInt32(until), toInt32({last:Date32})) - origin AS last_at_risk,
    crimes_of_several AS
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
        FROM repeated_waits
        WHERE until >= {first:Date32} AND entered < {last:Date32} AND first_at_risk <= {longest:UInt16}
        GROUP BY cityHash64(crime, stage, began, until)
    ),
    of_kinds AS
    (
        SELECT *, kind, victims, rank = 1 AS of_first
        FROM crimes_of_several
        ARRAY JOIN kinds.1 AS kind, kinds.2 AS victims, arrayEnumerate(kinds.1) AS rank
    )
SELECT
    stage, agency, tier, court, bcu, borough, offence, victim_kind, reported_by, true,
    step, came, days, ends, crimes, waited
FROM alone INNER JOIN mixes_of_waits USING mix
UNION ALL
SELECT
    any(a_stage), any(an_agency), any(a_tier), any(a_court), any(a_bcu), any(a_borough), any(an_offence),
    any(kind), any(a_reporter), any(of_first),
    any(step_of),
    sum(sign),
    sum(sign * days_of_step),
    sum(sign < 0 AND ended),
    sum(sign > 0),
    sum((sign < 0) * victims * (last_day - first_day + 1))
FROM of_kinds
ARRAY JOIN [first_day, last_day] AS at, [toInt64(1), toInt64(-1)] AS sign
GROUP BY cityHash64(mix, kind, of_first, step_of)
