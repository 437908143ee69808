-- The events that some alerts are about, where that is no duty: a contact, a hearing, a referral, a
-- dispute.
SELECT id AS event, kind, agency, occurred, recorded_by, data
FROM timeline FINAL
PREWHERE victim IN {victims:Array(String)}
WHERE id IN {events:Array(UUID)}
SETTINGS max_threads = 1
