-- The events that some alerts are about, where that is no duty, such as a contact, a referral or a dispute;
-- and those that raised the duties of others; for victims of whose hearing there was a notice, what their
-- lists say.
SELECT id AS event, victim, kind, agency, occurred, recorded_by, data, state
FROM timeline FINAL
PREWHERE victim IN {victims:Array(String)}
WHERE id IN {events:Array(UUID)}
    OR (victim IN {noticed:Array(String)} AND kind IN {about_the_list:Array(String)})
SETTINGS max_threads = 1
