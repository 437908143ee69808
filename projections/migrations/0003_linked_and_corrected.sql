-- Since when something received before is known to concern the victim; and what was put right.

ALTER TABLE timeline ADD COLUMN linked Nullable(DateTime64(3, 'UTC')) AFTER received;

ALTER TABLE timeline ADD COLUMN state LowCardinality(String) DEFAULT 'reported' AFTER data;

ALTER TABLE timeline ADD COLUMN reported Nullable(String) AFTER state;

ALTER TABLE intervals ADD COLUMN revised Bool AFTER victim_kind;

ALTER TABLE intervals ADD COLUMN restricted Bool AFTER revised;

ALTER TABLE obligations ADD COLUMN disputed Bool AFTER days_late;

ALTER TABLE alerts ADD COLUMN disputed Bool AFTER closed;

CREATE TABLE IF NOT EXISTS corrections
(
    victim String,
    id UUID,
    revision UInt64,
    is_deleted UInt8,
    case_id String,
    correction String,
    event UUID,
    field LowCardinality(String),
    was Nullable(String),
    now Nullable(String),
    state LowCardinality(String),
    proposed_by LowCardinality(String),
    proposed DateTime64(3, 'UTC'),
    answered_by LowCardinality(Nullable(String)),
    answered Nullable(DateTime64(3, 'UTC')),
    notified Array(LowCardinality(String)),
    acknowledged Array(LowCardinality(String))
)
ENGINE = ReplacingMergeTree(revision, is_deleted)
ORDER BY (victim, id)
SETTINGS non_replicated_deduplication_window = 10000;

CREATE TABLE IF NOT EXISTS contradictions
(
    victim String,
    id UUID,
    revision UInt64,
    is_deleted UInt8,
    case_id String,
    kind LowCardinality(String),
    events Array(UUID),
    agencies Array(LowCardinality(String))
)
ENGINE = ReplacingMergeTree(revision, is_deleted)
ORDER BY (victim, id)
SETTINGS non_replicated_deduplication_window = 10000;
