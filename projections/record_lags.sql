-- How long each agency's records take from being written down to being received, in seconds.
-- Of each of the last 14 London days on which 10 records or more came: the time within which 95 of 100
-- of them came. Of those days the second longest: what was on one day only was an accident. Records
-- that are older than 7 days are imports. An agency of which fewer than 50 came, or on fewer than two
-- such days, is left out.
WITH daily AS
(
    SELECT
        agency,
        toDate(received, 'Europe/London') AS day,
        count() AS came,
        quantileExact(0.95)(greatest(dateDiff('second', assumeNotNull(recorded), received), 0)) AS lag
    FROM events FINAL
    WHERE received > {now:DateTime64(3, 'UTC')} - INTERVAL 14 DAY
        AND received <= {now:DateTime64(3, 'UTC')}
        AND recorded IS NOT NULL
        AND recorded > received - INTERVAL 7 DAY
    GROUP BY agency, day
    HAVING came >= 10
)
SELECT agency, arrayReverseSort(groupArray(lag))[2] AS seconds
FROM daily
GROUP BY agency
HAVING count() >= 2 AND sum(came) >= 50
ORDER BY agency
