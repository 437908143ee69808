-- How long victims wait in each stage: in each group, and in London (place = '').
-- Lengths are London calendar days. Kaplan-Meier: a wait still open, or cut short by another end,
-- is known to have lasted at least as long as it did. Each wait is read once; the rest is by day.
WITH
    waits AS
    (
        SELECT
            stage,
            ifNull(toString({group:Identifier}), 'not-recorded') AS grp,
            `end` AS how,
            greatest(0, dateDiff(
                'day',
                toDate32(started, 'Europe/London'),
                if(ended IS NULL, {today:Date32}, toDate32(assumeNotNull(ended), 'Europe/London'))
            )) AS day
        FROM intervals FINAL
        WHERE {group:String} != 'court' OR waiting_on = 'court'
    ),
    days AS
    (
        SELECT
            stage,
            grp,
            day,
            countIf(how = 'completed') AS completes,
            countIf(how = 'open') AS opens,
            count() AS waits
        FROM waits
        GROUP BY stage, grp, day
    ),
    places AS
    (
        SELECT
            stage,
            arrayJoin(if({group:String} = 'stage', [''], [grp, ''])) AS place,
            day,
            sum(completes) AS completes,
            sum(opens) AS opens,
            sum(waits) AS waits
        FROM days
        GROUP BY stage, place, day
    ),
    at_risk AS
    (
        SELECT
            *,
            sum(waits) OVER (
                PARTITION BY stage, place ORDER BY day
                ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING
            ) AS waiting
        FROM places
    ),
    survival AS
    (
        SELECT
            *,
            exp(sum(log(1 - completes / waiting)) OVER (
                PARTITION BY stage, place ORDER BY day
                ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
            )) AS still_waiting
        FROM at_risk
    )
SELECT
    stage,
    place,
    sum(waits) AS cases,
    sum(completes) AS completed,
    sum(opens) AS open,
    quantileExactWeightedOrNullIf(0.5)(day, completes, completes > 0) AS completed_median,
    quantileExactWeightedOrNullIf(0.9)(day, completes, completes > 0) AS completed_90th,
    quantileExactWeightedOrNullIf(0.5)(day, opens, opens > 0) AS open_median_age,
    minOrNullIf(day, still_waiting <= 0.5 + 1e-9) AS median
FROM survival
GROUP BY stage, place
ORDER BY stage, place
