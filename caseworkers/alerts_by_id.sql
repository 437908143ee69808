-- Some alerts of some victims, as they are now.
SELECT victim, id, case_id, kind, state, event, obligation, rule, agency, due_on, raised, closed,
    disputed, revised, breached, detected, channel, acted, acted_by, note, until,
    reference, suspect, trigger_kind, triggered, recorded_by, other_agency, detail, in_week
FROM alerts FINAL
PREWHERE victim IN {victims:Array(String)}
WHERE id IN {alerts:Array(UUID)}
SETTINGS max_threads = 1
