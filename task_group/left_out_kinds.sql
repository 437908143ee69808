-- The kinds of waits that are in blocks to be left out: in any of their dimensions and periods.
INSERT INTO left_out_kinds
SELECT DISTINCT kind
FROM block_leaves
ARRAY JOIN
    [
        ('agency', agency), ('tier', tier), ('court', court), ('bcu', bcu),
        ('borough', borough), ('offence', offence), ('victim-kind', victim_kind)
    ]::Array(Tuple(String, String)) AS at
ARRAY JOIN bitmaskToArray(watched) AS bit
WHERE (stage, bit, reported_by, at.1, at.2) IN (
    SELECT
        arrayJoin(arrayZip(
            {stages:Array(String)}, {bits:Array(UInt32)}, {agencies:Array(String)},
            {dimensions:Array(String)}, {places:Array(String)}
        )) AS block
)
