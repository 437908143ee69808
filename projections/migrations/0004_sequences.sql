-- Every number of an agency's source that was accepted: what is missing between two is a gap. An event
-- that was sent again under another number has both.

CREATE TABLE IF NOT EXISTS sequences
(
    agency LowCardinality(String),
    source String,
    number UInt64,
    received DateTime64(3, 'UTC')
)
ENGINE = ReplacingMergeTree
ORDER BY (agency, source, number)
SETTINGS non_replicated_deduplication_window = 10000;
