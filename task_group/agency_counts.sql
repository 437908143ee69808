-- How many waits of each reporting agency are open, moved on and ended otherwise in each cell that is shown
-- and where that agency counts. `endings` has two bits for each period, that of the first period lowest: 0 for
-- a wait that is not in it, 1 open, 2 completed, 3 ended otherwise. Waits are those of mix_days.sql.
WITH
    {codes:Array(String)} AS codes,
    leaves AS (
        SELECT
            stage, agency, any(waits.tier) AS tier, court, any(waits.bcu) AS bcu, borough, offence,
            victim_kind, reported_by, endings, count() AS number, countIf(revised) AS corrected
        FROM (
            SELECT
                *,
                arraySum(
                    (place, first, last) -> bitShiftLeft(toUInt32(multiIf(
                        until < first OR entered >= last, 0,
                        until > last OR end = 'open', 1,
                        end = 'completed', 2,
                        3
                    )), 2 * place),
                    range(length(codes)), {firsts:Array(Date32)}, {lasts:Array(Date32)}
                ) AS endings
            FROM counted_waits
        ) AS waits
        WHERE endings > 0
        GROUP BY stage, agency, court, borough, offence, victim_kind, reported_by, endings
    )
SELECT
    dimension, place, stage, period, reported_by,
    sumIf(number, ending = 1) AS open,
    sumIf(number, ending = 2) AS moved_on,
    sumIf(number, ending = 3) AS ended_otherwise,
    sum(corrected) AS revised
FROM (
    SELECT
        at.1 AS dimension, at.2 AS place, stage, codes[1 + each] AS period, reported_by,
        bitAnd(bitShiftRight(endings, 2 * each), 3) AS ending, number, corrected
    FROM leaves
    ARRAY JOIN
        [
            ('stage', ''), ('agency', agency), ('tier', tier), ('court', court), ('bcu', bcu),
            ('borough', borough), ('offence', offence), ('victim-kind', victim_kind)
        ]::Array(Tuple(String, String)) AS at
    ARRAY JOIN range(length(codes)) AS each
    WHERE ending > 0
) AS waits
WHERE (dimension, place, stage, period, reported_by) IN shown_blocks
GROUP BY dimension, place, stage, period, reported_by
