-- The log's records of some victims: all, or those of some kinds, and all of those of them of whom the
-- whole is wanted. What gives a case another name by an arrest/summons number is always among them:
-- without it, which facts are of one case is not known.
SELECT DISTINCT victim, record
FROM facts
PREWHERE victim IN {victims:Array(String)}
WHERE empty({kinds:Array(String)})
    OR has({whole:Array(String)}, victim)
    OR has({kinds:Array(String)}, JSONExtractString(record, 'kind'))
    OR position(record, '"asn":"') > 0
ORDER BY victim, learned, event
SETTINGS max_threads = 1
