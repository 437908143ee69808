-- The cases of an agency, or of each, whose accepted events reached no victim, the latest first: how many events,
-- when the first and the last came, whether the case was linked from this end, and whether victims had it until a link
-- was undone. What concerns no case has no row here: an agency's staff, say.
-- What was said of an offender to one victim is in that victim's facts, and in no journey while nobody links the offender.
WITH
    links AS
    (
        SELECT event FROM events
        WHERE kind IN ('case-linked', 'case-merged', 'case-split', 'suspect-charged', 'suspect-arrested')
    ),
    parted AS
    (
        SELECT victim FROM facts
        WHERE event IN (SELECT event FROM events WHERE kind = 'case-unlinked')
            OR event IN (SELECT event FROM events WHERE kind = 'report-withdrawn')
            AND toUUIDOrNull(JSONExtractString(record, 'data', 'event')) IN (SELECT event FROM links)
    ),
    theirs AS
    (
        SELECT case_id FROM events
        WHERE event IN (SELECT event FROM facts WHERE victim IN (SELECT victim FROM parted))
            AND NOT startsWith(case_id, 'offender-')
    ),
    shown AS
    (
        SELECT case_id FROM timeline FINAL
        WHERE (SELECT count() FROM parted) > 0 AND case_id IN (SELECT case_id FROM theirs)
    ),
    left_out AS (SELECT case_id FROM theirs WHERE case_id NOT IN (SELECT case_id FROM shown))
SELECT agency, case_id, count() AS events, min(received) AS first, max(received) AS last,
    case_id IN (SELECT case_id FROM events WHERE kind = 'case-linked') AS linked,
    case_id IN (SELECT case_id FROM left_out) AS undone
FROM events FINAL
WHERE {agency:String} IN ('', agency)
    AND (splitByChar(':', case_id)[1] IN {kinds:Array(String)} OR startsWith(case_id, 'offender-'))
    AND received >= {oldest:DateTime64(3, 'UTC')} AND received < {settled:DateTime64(3, 'UTC')}
    AND (event NOT IN (SELECT event FROM facts WHERE received >= {oldest:DateTime64(3, 'UTC')})
        OR case_id IN (SELECT case_id FROM left_out)
        OR (startsWith(case_id, 'offender-') AND event NOT IN (
            SELECT id FROM timeline FINAL WHERE id IN (
                SELECT event FROM events
                WHERE startsWith(case_id, 'offender-') AND received >= {oldest:DateTime64(3, 'UTC')}
            )
        )))
GROUP BY agency, case_id
ORDER BY last DESC, agency, case_id
