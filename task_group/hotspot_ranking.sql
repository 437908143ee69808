-- How long victims wait in each stage: in each group, and in London (place = ''). A court also counts
-- in its tier, because a Crown Court's cases are not a magistrates' court's.
-- Lengths are London calendar days. A wait is a number that sorts by its length and, among equal
-- lengths, puts completed waits first: 3 * days + 0 completed, 1 open, 2 otherwise. Equal waits are
-- first counted together. A restricted wait rests on a disputed value and counts nowhere.
-- Nor does the wait of a case that went to a body that publishes nothing here: its end is not known.
WITH
    equal_waits AS
    (
        SELECT
            stage,
            {group:Identifier} AS grp,
            multiIf(
                {group:String} != 'court' OR court IS NULL, '',
                endsWith(assumeNotNull(court), '-magistrates'), 'magistrates-courts',
                'crown-courts'
            ) AS tier,
            toUInt32(3 * greatest(0, dateDiff(
                'day',
                toDate32(started, 'Europe/London'),
                if(ended IS NULL, {today:Date32}, toDate32(assumeNotNull(ended), 'Europe/London'))
            )) + multiIf(`end` = 'completed', 0, `end` = 'open', 1, 2)) AS wait,
            count() AS cases,
            countIf(revised) AS corrected
        FROM intervals FINAL
        WHERE NOT restricted AND held_by IS NULL AND ({group:String} != 'court' OR waiting_on = 'court')
        GROUP BY stage, grp, tier, wait
    ),
    places AS
    (
        SELECT
            stage,
            arrayJoin(if(
                {group:String} = 'stage',
                [''],
                arrayDistinct([ifNull(toString(grp), 'not-recorded'), tier, ''])
            )) AS place,
            sumMap([wait], [cases]) AS counted,
            counted.1 AS waits,
            counted.2 AS counts,
            sum(corrected) AS revised
        FROM equal_waits
        GROUP BY stage, place
    ),
    -- Kaplan-Meier: each completed wait reduces the share still waiting by one of those who have
    -- waited as long. A wait that is open or was cut short only leaves their number.
    curves AS
    (
        SELECT
            stage,
            place,
            waits,
            revised,
            arrayCumSum(counts) AS up_to,
            arraySum(counts) AS cases,
            arrayMap((wait, n) -> if(wait % 3 = 0, n, 0), waits, counts) AS done,
            arrayMap((wait, n) -> if(wait % 3 = 1, n, 0), waits, counts) AS still_open,
            arrayCumSum(arrayMap(
                (n, all_up_to, have_done) -> log(1 - have_done / (cases - all_up_to + n)),
                counts, up_to, done
            )) AS log_share_waiting
        FROM places
    )
SELECT
    stage,
    place,
    cases,
    arraySum(done) AS completed,
    arraySum(still_open) AS open,
    revised,
    intDiv(arrayFirstOrNull(
        (wait, n) -> n > 0 AND 2 * n >= completed, waits, arrayCumSum(done)
    ), 3) AS completed_median,
    intDiv(arrayFirstOrNull(
        (wait, n) -> n > 0 AND 10 * n >= 9 * completed, waits, arrayCumSum(done)
    ), 3) AS completed_90th,
    intDiv(arrayFirstOrNull(
        (wait, n) -> n > 0 AND 2 * n >= open, waits, arrayCumSum(still_open)
    ), 3) AS open_median_age,
    intDiv(
        arrayFirstOrNull((wait, share) -> share <= log(0.5) + 1e-9, waits, log_share_waiting), 3
    ) AS median,
    -- Where the median is not reached, more than half wait longer than this number of days.
    if(
        median IS NULL,
        intDiv(arrayFirstOrNull((wait, n) -> n > cases - {fewest:Int32}, waits, up_to), 3),
        NULL
    ) AS median_over
FROM curves
ORDER BY stage, place
