-- Numbers between two that were accepted, of which none was: from the first to the last missing.
SELECT agency, source, before + 1 AS first, number - 1 AS last
FROM
(
    SELECT agency, source, number, seen,
        lagInFrame(number, 1, number) OVER (PARTITION BY agency, source ORDER BY number) AS before
    FROM
    (
        SELECT agency, source, number, min(received) AS seen
        FROM sequences
        WHERE {agency:String} IN ('', agency)
        GROUP BY agency, source, number
    )
)
WHERE number > before + 1 AND seen < {settled:DateTime64(3, 'UTC')}
ORDER BY agency, source, first
