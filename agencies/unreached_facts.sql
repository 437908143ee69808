-- The cases of an agency, or of each, whose accepted events reached no victim, the latest first: how many events,
-- when the first and the last came, and whether the case was linked from this end. What concerns no case, an agencys staff, say, is left out.
-- What was said of an offender to one victim is in that victim's facts, and in no journey while nobody links the offender.
SELECT agency, case_id, count() AS events, min(received) AS first, max(received) AS last,
    case_id IN (SELECT case_id FROM events WHERE kind = 'case-linked') AS linked
FROM events FINAL
WHERE {agency:String} IN ('', agency)
    AND (splitByChar(':', case_id)[1] IN {kinds:Array(String)} OR startsWith(case_id, 'offender-'))
    AND received >= {oldest:DateTime64(3, 'UTC')} AND received < {settled:DateTime64(3, 'UTC')}
    AND (event NOT IN (SELECT event FROM facts WHERE received >= {oldest:DateTime64(3, 'UTC')})
        OR (startsWith(case_id, 'offender-') AND event NOT IN (
            SELECT id FROM timeline FINAL WHERE id IN (
                SELECT event FROM events
                WHERE startsWith(case_id, 'offender-') AND received >= {oldest:DateTime64(3, 'UTC')}
            )
        )))
GROUP BY agency, case_id
ORDER BY last DESC, agency, case_id
