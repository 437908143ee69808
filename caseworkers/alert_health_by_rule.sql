-- What became of the alerts that were raised in a period, by rule; by kind where an alert has no rule.
-- Replaced by a late alert, one has no end of its own.
SELECT
    ifNull(alert.rule, '') AS rule,
    if(alert.rule IS NULL, alert.kind, '') AS kind,
    count() AS raised,
    countIf(alert.kind = 'due-soon' AND state = 'resolved' AND duty_state = 'discharged') AS in_time,
    countIf(state = 'retracted') AS retracted,
    countIf(state = 'raised' AND acted IS NOT NULL AND until <= {now:DateTime64(3, 'UTC')}) AS forgotten,
    countIf(state = 'closed') AS closed,
    countIf(state IN ('resolved', 'retracted', 'closed')) AS ended,
    countIf(state = 'retracted' OR (state = 'resolved' AND duty_state = 'withdrawn')) AS noise
FROM RAISED_ALERTS AS alert
GROUP BY rule, kind
ORDER BY raised DESC, rule, kind
