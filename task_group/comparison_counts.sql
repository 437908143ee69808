-- How many began and ceased to be at risk, and stopped waiting, by stage, stratum and place, as changes at
-- each step of the wait's length ({steps}: the step of each day). `days` are the days of the step that a
-- wait has still before it where it comes in, and misses where it goes. Place '' are those of `own_place`
-- who count for London only: their block is not shown. `waited` are the days waited by every victim.
-- Victims of one crime wait the same: for chance a crime counts once, or once for each kind where kinds are
-- compared.
WITH is_first OR {dimension:String} = 'victim-kind' AS counts
SELECT
    stage, tier, at_court AS court, of_offence AS offence, of_kind AS victim_kind, own_place, place,
    sum(crimes) AS crimes,
    sum(waited) AS waited,
    groupArray(step) AS steps,
    groupArray(came) AS came,
    groupArray(days) AS days,
    groupArray(ends) AS ends
FROM
(
    SELECT
        stage,
        tier,
        {place_column:Identifier} AS own_place,
        if({dimension:String} = 'court', '', court) AS at_court,
        if({dimension:String} = 'offence', '', offence) AS of_offence,
        if({dimension:String} = 'victim-kind', '', victim_kind) AS of_kind,
        if((stage, own_place, reported_by) IN (
            SELECT stage, place, reported_by FROM shown_blocks
            WHERE dimension = {dimension:String} AND period = {period:String}
        ), own_place, '') AS place,
        ({steps:Array(UInt16)} AS step_of)[at + 1] AS step,
        toInt64(sum(counts * change)) AS came,
        toInt64(sum(counts * change * (({step_ends:Array(UInt16)})[step + 1] - at - (change < 0)))) AS days,
        sum(counts AND change < 0 AND ended) AS ends,
        sum(counts AND change > 0) AS crimes,
        sum((change < 0) * victims * (last_day - first_day + 1)) AS waited
    FROM {table:Identifier}
    ARRAY JOIN [first_day, last_day] AS at, [toInt8(1), toInt8(-1)] AS change
    GROUP BY ALL
)
GROUP BY ALL
