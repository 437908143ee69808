-- The persons and the crimes that have several waits in a stage in a period, counted by the mixes that these
-- waits are of: all of the same mixes have as many waits as each other in every cell.
INSERT INTO repeated_mixes
WITH in_time AS
(
    SELECT
        cityHash64(stage, agency, tier, court, bcu, borough, offence, victim_kind, reported_by) AS mix,
        stage, person, crime
    FROM repeated_waits
    WHERE until >= {first:Date32} AND entered < {last:Date32}
)
SELECT {period:String}, 'person', mixes, count()
FROM (SELECT arraySort(groupArray(mix)) AS mixes FROM in_time GROUP BY stage, person HAVING count() > 1)
GROUP BY mixes
UNION ALL
SELECT {period:String}, 'crime', mixes, count()
FROM (SELECT arraySort(groupArray(mix)) AS mixes FROM in_time GROUP BY stage, crime HAVING count() > 1)
GROUP BY mixes
