-- What became of the alerts that were raised in a period, by rule; by kind where an alert has no rule.
-- Each is counted in one of the columns from `to_do` to `closed`. Replaced, one has no end of its own.
SELECT
    ifNull(alert.rule, '') AS rule,
    if(alert.rule IS NULL, alert.kind, '') AS kind,
    count() AS raised,
    countIf(became = 'to_do') AS to_do,
    countIf(became = 'taken_up') AS taken_up,
    countIf(became = 'forgotten') AS forgotten,
    countIf(became = 'in_time') AS in_time,
    countIf(became = 'done_late') AS done_late,
    countIf(became = 'not_owed') AS not_owed,
    countIf(became = 'settled') AS settled,
    countIf(became = 'replaced') AS replaced,
    countIf(became = 'retracted') AS retracted,
    countIf(became = 'closed') AS closed,
    countIf(state IN ('resolved', 'retracted', 'closed')) AS ended,
    countIf(state = 'retracted' OR (state = 'resolved' AND duty_state = 'withdrawn')) AS noise
FROM RAISED_ALERTS AS alert
GROUP BY rule, kind
ORDER BY raised DESC, rule, kind
