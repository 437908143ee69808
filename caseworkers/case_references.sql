-- Under which identifiers each agency published facts about some victims, and what the cases of
-- these identifiers are also called.
SELECT DISTINCT victim, agency, case_id,
    if(kind = 'case-linked', JSONExtractString(data, 'other'), '') AS other
FROM timeline FINAL
PREWHERE victim IN {victims:Array(String)}
SETTINGS max_threads = 1
