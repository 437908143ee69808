-- Whether the intake of an agency is paused: the last word on each, since when, and how many of how many
-- events in a row had been refused.

CREATE TABLE IF NOT EXISTS intake_pauses
(
    agency LowCardinality(String),
    version UInt64,
    paused UInt8,
    since DateTime64(3, 'UTC'),
    refused UInt32,
    events UInt32
)
ENGINE = ReplacingMergeTree(version)
ORDER BY agency
SETTINGS non_replicated_deduplication_window = 10000;
