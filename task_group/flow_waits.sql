-- The waits that stood between the first and the last day of a release's periods, ready to be counted as
-- cases. Days are London's. A wait stands from the day on which it began, however late that became known,
-- up to the day before it ended; an open one stands on.
-- A wait at court is here twice: in its own stage, and in the flow `at-court`, where a case grows old
-- from the day on which it came to that court. `alone` is a wait without another of its crime in `flow`.
-- `moments` has one byte a period, that of the first period lowest. Bit 0: it stood or ended in the period.
-- Bit 1: it stood when the period began. Bit 2: it stands when the period is over. From bit 3 on, one bit
-- for each of {ages}: it stands then, and is at least so many days old. An open wait grows older only up
-- to the day up to which its agency has spoken.
INSERT INTO flow_waits
WITH
    if(end = 'open', toDate32('2299-12-31'), until) AS closed,
    {firsts:Array(Date32)} AS firsts,
    {lasts:Array(Date32)} AS lasts,
    {ages:Array(UInt16)} AS ages,
    lately AS (
        SELECT * FROM counted_waits WHERE began <= arrayMax(lasts) AND closed >= arrayMin(firsts)
    ),
    came_to_court AS (
        SELECT crime, court, min(began) AS since
        FROM counted_waits WHERE stage IN {court_stages:Array(String)} GROUP BY crime, court
    ),
    flows AS (
        SELECT
            toString(stage) AS flow, stage, agency, tier, court, bcu, borough, offence, victim_kind,
            reported_by, crime, began, until, end, began AS since
        FROM lately
        UNION ALL
        SELECT
            'at-court', stage, agency, tier, court, bcu, borough, offence, victim_kind,
            reported_by, crime, began, until, end, since
        FROM lately JOIN came_to_court USING (crime, court)
        WHERE stage IN {court_stages:Array(String)}
    ),
    several AS (
        SELECT cityHash64(crime, toString(stage)) AS of_one FROM lately GROUP BY of_one HAVING count() > 1
        UNION ALL
        SELECT cityHash64(crime, 'at-court') AS of_one FROM lately
        WHERE stage IN {court_stages:Array(String)} GROUP BY of_one HAVING count() > 1
    )
SELECT
    flow, stage, '' AS london, agency, tier, court, bcu, borough, offence, victim_kind, reported_by, crime,
    cityHash64(crime, flow) NOT IN several AS alone,
    arraySum(
        (place, first, last) -> bitShiftLeft(
            toUInt64(
                (began <= last AND closed >= first)
                + 2 * (began < first AND closed >= first)
                + 4 * (began <= last AND closed > last)
                * (bitShiftLeft(2, arrayCount(age -> since + age <= least(until, last), ages)) - 1)
            ),
            8 * place
        ),
        range(length(firsts)), firsts, lasts
    ) AS moments
FROM flows
