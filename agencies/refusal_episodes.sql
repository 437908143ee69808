-- Refused events of an agency, or of all, by reason and London day: how many, how many of them have no id
-- by which they could be known again, and how many were accepted since, the last of them when.
SELECT agency, reason AS about, toDate(refused.received, 'Europe/London') AS day,
    min(refused.received) AS since, count() AS events,
    countIf(refused.event IS NULL) AS unnamed,
    countIf(accepted.event IS NOT NULL) AS mended,
    maxOrNull(if(accepted.event IS NULL, NULL, greatest(accepted.first, refused.received))) AS last
FROM
(
    SELECT agency, reason, received, event
    FROM refusals FINAL
    WHERE {agency:String} IN ('', agency) AND reason != 'accepted-with-remark'
        AND received > {oldest:DateTime64(3, 'UTC')}
) AS refused
LEFT JOIN
(
    SELECT agency, toNullable(event) AS event, min(received) AS first
    FROM events FINAL
    WHERE event IN (SELECT assumeNotNull(event) FROM refusals WHERE event IS NOT NULL)
    GROUP BY agency, event
) AS accepted ON accepted.event = refused.event AND accepted.agency = refused.agency
GROUP BY agency, reason, day
ORDER BY agency, reason, day
