-- The log of record itself, victim by victim: what was known at a moment is folded from it again. A
-- record that comes again is the same row; of one event there may be several, learned one by one.

CREATE TABLE IF NOT EXISTS facts
(
    victim String,
    event UUID,
    learned DateTime64(6, 'UTC'),
    record String
)
ENGINE = ReplacingMergeTree
ORDER BY (victim, event, learned)
SETTINGS non_replicated_deduplication_window = 10000;
