-- By which number each victim's cases know the suspects of some arrest/summons numbers: some fact says
-- both.
SELECT DISTINCT victim, JSONExtractString(data, 'asn') AS asn,
    JSONExtractUInt(data, 'suspect') AS number
FROM timeline FINAL
PREWHERE victim IN {victims:Array(String)}
WHERE JSONExtractString(data, 'asn') IN {asns:Array(String)} AND JSONExtractUInt(data, 'suspect') > 0
SETTINGS max_threads = 1
