-- The policies that ticks brought: from `at` on, how long to wait before people are told of an alert,
-- in seconds. Each partition of the log has the same ticks: they fall together here.

CREATE TABLE IF NOT EXISTS alert_policies
(
    at DateTime64(6, 'UTC'),
    hold UInt32,
    lags Map(String, UInt32)
)
ENGINE = ReplacingMergeTree
ORDER BY at
SETTINGS non_replicated_deduplication_window = 10000;
