-- Under which identifiers each agency published facts about some victims, and what the cases of
-- these identifiers are also called: by a link, or by a suspect's arrest/summons number.
SELECT DISTINCT victim, agency, case_id,
    multiIf(
        kind = 'case-linked', JSONExtractString(data, 'other'),
        kind IN {joining:Array(String)} AND JSONExtractString(data, 'asn') != '',
            concat('asn:', JSONExtractString(data, 'asn')),
        '') AS other
FROM timeline FINAL
PREWHERE victim IN {victims:Array(String)}
SETTINGS max_threads = 1
