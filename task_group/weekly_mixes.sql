-- What the waits have in common that are counted together: each combination once, with the number of its
-- stratum.
INSERT INTO weekly_mixes
SELECT
    cityHash64(stage, agency, tier, court, bcu, borough, offence, victim_kind, reported_by),
    dense_rank() OVER (ORDER BY stage, tier, offence, victim_kind) - 1,
    stage, agency, tier, court, bcu, borough, offence, reported_by
FROM
(
    SELECT DISTINCT stage, agency, tier, court, bcu, borough, offence, victim_kind, reported_by
    FROM counted_waits
)
