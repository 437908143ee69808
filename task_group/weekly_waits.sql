-- The waits in weeks from a Monday on, each crime's wait once: two victims of one crime wait the same. A wait
-- for another defendant may have begun on the same day, and ends on another.
-- A wait is at risk in the week in which it began; one that was known late, from the next whole week on.
-- A week counts for an agency's waits if the agency has spoken up to the end of it.
INSERT INTO weekly_waits
WITH
    toInt32({monday:Date32}) AS day_0,
    {weeks:UInt16} - 1 AS newest,
    (
        SELECT mapFromArrays(groupArray(toString(agency)), groupArray(day))
        FROM
        (
            -- Every open wait lasts up to that day, but for those that began after it.
            SELECT
                agency,
                if(countIf(end = 'open') = 0, max(until), maxIf(until, end = 'open' AND until > began)) AS day
            FROM counted_waits
            GROUP BY agency
        )
    ) AS spoken,
    -- Whole numbers divide towards 0, so weeks are first moved to where none is negative.
    (day -> toInt16(intDiv(toInt32(day) - day_0 + 7000, 7) - 1000)) AS week,
    (day -> week(day + 1) - 1) AS last_whole_week,
    week(began) AS began_in,
    greatest(0, if(entered < began, began_in, week(entered) + 1)) AS first_week,
    least(newest, last_whole_week(spoken[agency])) AS last_known,
    if(end = 'open', last_whole_week(until), week(until)) AS last_week
SELECT mix, began_at, intDiv(span, 1000), intDiv(span % 1000, 2), span % 2
FROM
(
    SELECT
        any(began_in) AS began_at,
        argMin(cityHash64(
            stage, agency, tier, court, bcu, borough, offence, victim_kind, reported_by
        ), person) AS mix,
        -- Packed into one number, which takes a fifth of the memory of three.
        argMin(toUInt32(
            1000 * first_week + 2 * least(last_week, last_known)
            + (end != 'open' AND last_week <= last_known)
        ), person) AS span
    FROM counted_waits
    WHERE least(last_week, last_known) >= first_week
    GROUP BY cityHash64(stage, crime, began, until)
)
