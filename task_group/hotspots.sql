-- How long victims wait in each stage: in each group, and in London (place = ''). Courts stand
-- also with all courts of their tier, for a Crown Court's cases are not a magistrates' court's.
-- Lengths are London calendar days. Each wait is read once, as a number that sorts by its length
-- and, among equal lengths, puts completed waits first: 3 * days + 0 completed, 1 open, 2 otherwise.
-- A restricted wait rests on a disputed value and counts nowhere.
WITH
    waits AS
    (
        SELECT
            stage,
            ifNull(toString({group:Identifier}), 'not-recorded') AS grp,
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
            revised AS corrected
        FROM intervals FINAL
        WHERE NOT restricted AND ({group:String} != 'court' OR waiting_on = 'court')
    ),
    by_group AS
    (
        SELECT stage, grp, tier, groupArray(wait) AS waits, countIf(corrected) AS put_right
        FROM waits
        GROUP BY stage, grp, tier
    ),
    places AS
    (
        SELECT
            stage,
            arrayJoin(if({group:String} = 'stage', [''], arrayDistinct([grp, tier, '']))) AS place,
            arraySort(groupArrayArray(waits)) AS waits,
            sum(put_right) AS revised
        FROM by_group
        GROUP BY stage, place
    ),
    -- Kaplan-Meier: with each completed wait the share still waiting shrinks by one of those who
    -- have waited as long; a wait still open, or cut short, only leaves their number.
    curves AS
    (
        SELECT
            stage,
            place,
            waits,
            revised,
            length(waits) AS cases,
            arrayFilter(wait -> wait % 3 = 0, waits) AS done,
            arrayFilter(wait -> wait % 3 = 1, waits) AS still_open,
            arrayCumSum(arrayMap(
                (wait, n) -> if(wait % 3 = 0, log(1 - 1 / (cases - n + 1)), 0),
                waits,
                arrayEnumerate(waits)
            )) AS log_share_waiting
        FROM places
    )
SELECT
    stage,
    place,
    cases,
    length(done) AS completed,
    length(still_open) AS open,
    revised,
    intDiv(arrayElementOrNull(done, intDiv(completed + 1, 2)), 3) AS completed_median,
    intDiv(arrayElementOrNull(done, intDiv(9 * completed + 9, 10)), 3) AS completed_90th,
    intDiv(arrayElementOrNull(still_open, intDiv(open + 1, 2)), 3) AS open_median_age,
    intDiv(
        arrayFirstOrNull((wait, share) -> share <= log(0.5) + 1e-9, waits, log_share_waiting), 3
    ) AS median,
    -- Where it is not reached, more than half wait longer than so many have waited or still wait.
    if(
        median IS NULL, intDiv(arrayElementOrNull(waits, cases - {fewest:Int32} + 1), 3), NULL
    ) AS median_over
FROM curves
ORDER BY stage, place
