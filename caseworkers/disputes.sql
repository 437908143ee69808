-- Which corrections of some victims' cases are disputed, and between whom.
SELECT DISTINCT event, correction, proposed_by, answered_by
FROM corrections FINAL
WHERE victim IN {victims:Array(String)} AND state = 'disputed' AND answered_by IS NOT NULL
