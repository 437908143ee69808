-- Of each shown cell and each week: the waits that ended, the ends that were expected of those who were
-- at risk, and the same as London went in that week, in the same stage and tier.
-- Expected is what London would have had: in each stratum and after so many weeks, the share of those at
-- risk whose wait ended in the weeks of the reference year, those from {reference:UInt16} on. Ages are in
-- weeks, and are taken together the longer the wait.
WITH
    28 AS bands,
    (age -> multiIf(
        age < 13, age, age < 53, 13 + intDiv(age - 13, 4), age < 105, 23 + intDiv(age - 53, 13), 27
    )) AS band,
    hazards AS
    (
        SELECT stratum, band(age) AS at, sumIf(waits, ended AND age = oldest) / sum(waits) AS hazard
        FROM
        (
            SELECT
                stratum,
                greatest(first, {reference:UInt16}) - began AS youngest,
                last - began AS oldest,
                ended,
                count() AS waits
            FROM weekly_waits INNER JOIN weekly_mixes USING (mix)
            WHERE last >= {reference:UInt16}
            GROUP BY stratum, youngest, oldest, ended
        )
        ARRAY JOIN range(toUInt32(youngest), toUInt32(oldest + 1)) AS age
        GROUP BY stratum, at
    ),
    -- One long array, at bands * stratum + band: so an element is found quickest.
    (SELECT groupArrayInsertAt(0.)(hazard, toUInt32(bands * stratum + at)) FROM hazards) AS hazard_of,
    ends AS
    (
        SELECT
            mix,
            week,
            countIf(ended AND week = last) AS observed,
            sum(hazard_of[bands * stratum + band(week - began) + 1]) AS expected
        FROM weekly_waits INNER JOIN weekly_mixes USING (mix)
        ARRAY JOIN range(toUInt16(first), toUInt16(last + 1)) AS week
        GROUP BY mix, week
    ),
    with_london AS
    (
        SELECT
            *,
            sum(observed) OVER same_week AS in_london,
            sum(expected) OVER same_week AS of_london
        FROM ends INNER JOIN weekly_mixes USING (mix)
        WINDOW same_week AS (PARTITION BY stage, tier, week)
    )
SELECT
    dimension,
    place,
    stage,
    groupArrayInsertAt(0, {weeks:UInt16})(ended, week) AS observed,
    groupArrayInsertAt(0., {weeks:UInt16})(of_risk, week) AS expected,
    groupArrayInsertAt(0., {weeks:UInt16})(of_week, week) AS expected_in_week
FROM
(
    SELECT
        dimension,
        place,
        stage,
        week,
        sum(observed) AS ended,
        sum(expected) AS of_risk,
        sum(if(of_london > 0, expected * in_london / of_london, 0)) AS of_week
    FROM
    (
        SELECT with_london.*, at.1 AS dimension, at.2 AS place
        FROM with_london
        ARRAY JOIN [
            ('court', court), ('borough', borough), ('bcu', bcu), ('agency', agency), ('offence', offence)
        ] AS at
    ) AS placed
    INNER JOIN shown_blocks AS shown USING (dimension, place, stage, reported_by)
    WHERE shown.period = {period:String}
    GROUP BY dimension, place, stage, week
)
GROUP BY dimension, place, stage
ORDER BY dimension, stage, place
