-- Each correction of a caseload once: a correction of a case stands in the journey of each of its victims. Where
-- one of these journeys has no answer yet and another has, the other counts. Those not answered come
-- first.
SELECT *
FROM
(
    SELECT case_id, correction, event, field, was, now, state, proposed_by, proposed, answered_by,
        answered, notified, acknowledged,
        groupUniqArray(victim) OVER
            (PARTITION BY case_id, proposed_by, correction, event, field, proposed) AS victims
    FROM corrections FINAL
    WHERE {everybody:Bool} OR victim IN {caseload:Array(String)}
    ORDER BY answered IS NULL, answered DESC, state = 'proposed', was IS NULL
    LIMIT 1 BY case_id, proposed_by, correction, event, field, proposed
)
WHERE {state:String} IN ('', state)
ORDER BY state != 'proposed', proposed, proposed_by, correction
