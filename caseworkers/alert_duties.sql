-- The duties of some alerts: the version of the Code by which each is owed, what raised it, and how it
-- stands.
SELECT id AS obligation, code, suspect, trigger_kind, triggered, trigger AS raised_by, held_by,
    known_by, if(owed_to = '', 'victim', owed_to) AS owed_to, enhanced, state AS duty_state,
    reason AS duty_reason, agency AS owed_by, detail
FROM obligations FINAL
PREWHERE victim IN {victims:Array(String)}
WHERE id IN {duties:Array(UUID)}
SETTINGS max_threads = 1
