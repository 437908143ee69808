-- Which corrections of some victims' cases are disputed, and between whom.
SELECT DISTINCT victim, event, correction, proposed_by, answered_by
FROM corrections FINAL
PREWHERE victim IN {victims:Array(String)}
WHERE state = 'disputed' AND answered_by IS NOT NULL
SETTINGS max_threads = 1
