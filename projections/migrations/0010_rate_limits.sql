-- The last minute in which as many events of an agency were taken as are allowed: how many, and until
-- when the rest waited.

CREATE TABLE IF NOT EXISTS rate_limits
(
    agency LowCardinality(String),
    version UInt64,
    until DateTime64(3, 'UTC'),
    events UInt32
)
ENGINE = ReplacingMergeTree(version)
ORDER BY agency
SETTINGS non_replicated_deduplication_window = 10000;
