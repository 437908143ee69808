-- Numbers of a source that are missing, or came after a later number and more than a moment after it, by
-- the London day on which the first later number came. The last number of a source has none after it.
SELECT agency, source AS about, toDate(number.1, 'Europe/London') AS day, min(number.1) AS since,
    sum(number.2) AS missing, sum(number.3) AS came, maxOrNull(number.4) AS last
FROM
(
    SELECT agency, source, arrayJoin([
        (least(seen, ifNull(after, seen)), toInt64(number) - before - 1, 0, NULL),
        (ifNull(after, seen), 0, toInt64(ifNull(seen > after + {settling:UInt32}, 0)), toNullable(seen))
    ]) AS number
    FROM
    (
        SELECT agency, source, number, seen,
            lagInFrame(toInt64(number), 1, toInt64(number) - 1) OVER each_source AS before,
            minOrNull(seen) OVER (PARTITION BY agency, source ORDER BY number
                ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS after
        FROM
        (
            SELECT agency, source, number, min(received) AS seen
            FROM sequences
            WHERE {agency:String} IN ('', agency)
            GROUP BY agency, source, number
        )
        WINDOW each_source AS (PARTITION BY agency, source ORDER BY number
            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
    )
)
WHERE (number.2 > 0 OR number.3 > 0) AND number.1 < {settled:DateTime64(3, 'UTC')}
GROUP BY agency, source, day
ORDER BY agency, source, day
