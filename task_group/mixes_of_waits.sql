-- What waits have in common that are counted together: each combination once.
CREATE TABLE mixes_of_waits ENGINE = MergeTree ORDER BY mix AS
SELECT
    cityHash64(stage, agency, tier, court, bcu, borough, offence, victim_kind, reported_by) AS mix,
    stage, agency, tier, court, bcu, borough, offence, victim_kind, reported_by
FROM
(
    SELECT DISTINCT stage, agency, tier, court, bcu, borough, offence, victim_kind, reported_by
    FROM counted_waits
)
