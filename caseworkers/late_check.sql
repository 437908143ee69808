-- Which duties are late, twice: by their due days and states, and by the late alerts that stand. In an
-- alert's life it stands from the first moment, also while nobody is told yet, and after a supervisor
-- closed it: the duty is late all the same. Victims' own time limits are of no agency: nobody is alerted.
SELECT
    sum(late) AS by_tables,
    sum(alerted) AS by_alerts,
    countIf(late > alerted) AS without_alert,
    countIf(alerted > late) AS without_duty,
    arraySort(groupArrayIf({most:UInt32})(toString(id), late > alerted)) AS duties_without_alert,
    arraySort(groupArrayIf({most:UInt32})(toString(id), alerted > late)) AS alerts_without_duty
FROM
(
    SELECT id, max(in_tables) AS late, max(in_alerts) AS alerted
    FROM
    (
        SELECT id, 1 AS in_tables, 0 AS in_alerts
        FROM obligations FINAL
        WHERE agency IS NOT NULL AND state IN {owed:Array(String)} AND due_on < {day:Date32}
        UNION ALL
        SELECT assumeNotNull(obligation) AS id, 0 AS in_tables, 1 AS in_alerts
        FROM alerts FINAL
        WHERE kind = 'late' AND obligation IS NOT NULL AND due_on < {day:Date32}
            AND state IN {standing:Array(String)}
    )
    GROUP BY id
)
