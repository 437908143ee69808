-- The events that some alerts are about, where that is no duty, such as a contact, a referral or a dispute;
-- and those that raised the duties of others.
SELECT id AS event, kind, agency, occurred, recorded_by, data
FROM timeline FINAL
PREWHERE victim IN {victims:Array(String)}
WHERE id IN {events:Array(UUID)}
SETTINGS max_threads = 1
