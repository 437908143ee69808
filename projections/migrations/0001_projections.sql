-- Projections: each can be dropped and made again from the log. Rows are replaced by a newer
-- revision; a row that a journey no longer holds comes as is_deleted.
-- Ask with FINAL. A repeated block of the sink is recognised by its token.

CREATE TABLE IF NOT EXISTS events
(
    event UUID,
    agency LowCardinality(String),
    kind LowCardinality(String),
    case_id String,
    occurred DateTime64(3, 'UTC'),
    precision LowCardinality(String),
    recorded Nullable(DateTime64(3, 'UTC')),
    known Nullable(DateTime64(3, 'UTC')),
    received DateTime64(3, 'UTC')
)
ENGINE = ReplacingMergeTree
ORDER BY (agency, event)
SETTINGS non_replicated_deduplication_window = 10000;

CREATE TABLE IF NOT EXISTS timeline
(
    victim String,
    id UUID,
    revision UInt64,
    is_deleted UInt8,
    case_id String,
    kind LowCardinality(String),
    agency LowCardinality(String),
    occurred DateTime64(3, 'UTC'),
    precision LowCardinality(String),
    recorded Nullable(DateTime64(3, 'UTC')),
    received DateTime64(3, 'UTC'),
    known Nullable(DateTime64(3, 'UTC')),
    data String
)
ENGINE = ReplacingMergeTree(revision, is_deleted)
ORDER BY (victim, id)
SETTINGS non_replicated_deduplication_window = 10000;

CREATE TABLE IF NOT EXISTS intervals
(
    victim String,
    id UUID,
    revision UInt64,
    is_deleted UInt8,
    case_id String,
    stage LowCardinality(String),
    next_stage LowCardinality(Nullable(String)),
    waiting_on LowCardinality(String),
    started DateTime64(3, 'UTC'),
    ended Nullable(DateTime64(3, 'UTC')),
    end LowCardinality(String),
    agency LowCardinality(String),
    court LowCardinality(Nullable(String)),
    borough LowCardinality(Nullable(String)),
    offence LowCardinality(Nullable(String)),
    victim_kind LowCardinality(String)
)
ENGINE = ReplacingMergeTree(revision, is_deleted)
ORDER BY (victim, id)
SETTINGS non_replicated_deduplication_window = 10000;

CREATE TABLE IF NOT EXISTS obligations
(
    victim String,
    id UUID,
    revision UInt64,
    is_deleted UInt8,
    case_id String,
    rule LowCardinality(String),
    duty_holder LowCardinality(String),
    agency LowCardinality(String),
    trigger UUID,
    triggered DateTime64(3, 'UTC'),
    due_on Date32,
    enhanced Bool,
    state LowCardinality(String),
    discharged Nullable(DateTime64(3, 'UTC')),
    discharged_by Nullable(UUID),
    days_late Int32
)
ENGINE = ReplacingMergeTree(revision, is_deleted)
ORDER BY (victim, id)
SETTINGS non_replicated_deduplication_window = 10000;

CREATE TABLE IF NOT EXISTS alerts
(
    victim String,
    id UUID,
    revision UInt64,
    is_deleted UInt8,
    case_id String,
    kind LowCardinality(String),
    state LowCardinality(String),
    obligation UUID,
    rule LowCardinality(String),
    agency LowCardinality(String),
    due_on Date32,
    raised DateTime64(3, 'UTC'),
    closed Nullable(DateTime64(3, 'UTC'))
)
ENGINE = ReplacingMergeTree(revision, is_deleted)
ORDER BY (victim, id)
SETTINGS non_replicated_deduplication_window = 10000;

-- One row for each refused event: where its original bytes are, and why; never what it said.
-- It is known by where it stood in its agency's topic: after a crash it may be refused once more.
CREATE TABLE IF NOT EXISTS refusals
(
    agency LowCardinality(String),
    partition UInt32,
    offset UInt64,
    reason LowCardinality(String),
    problems Array(String),
    source_partition UInt32,
    source_offset UInt64,
    bytes UInt32,
    received DateTime64(3, 'UTC')
)
ENGINE = ReplacingMergeTree
ORDER BY (agency, source_partition, source_offset)
SETTINGS non_replicated_deduplication_window = 10000;

-- How far the sink has come, one row a partition: written as pending before a block, done after.
CREATE TABLE IF NOT EXISTS sink_progress
(
    topic String,
    partition UInt32,
    first UInt64,
    last UInt64,
    done UInt8,
    version UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (topic, partition);
