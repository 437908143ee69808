-- What comparison_waits.sql counted, by stage, stratum and place. Place '' are those of `own_place` who count
-- for London only: their block is not shown. For chance a crime counts once, or once for each kind of
-- victim where kinds are compared; `waited` are the days waited by every victim.
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
        step,
        sum(counts * came) AS came,
        sum(counts * days) AS days,
        sum(counts * ends) AS ends,
        sum(counts * crimes) AS crimes,
        sum(waited) AS waited
    FROM {table:Identifier}
    GROUP BY ALL
)
GROUP BY ALL
