-- Who has the cases of which victims. The same rows stand once more under each holder, a member of
-- staff and a team, so that a caseload lies in one place. Removals name no holder: they have a table of
-- their own. A row whose holder is corrected gets another id.

CREATE TABLE IF NOT EXISTS assignments
(
    victim String,
    id UUID,
    revision UInt64,
    is_deleted UInt8,
    case_id String,
    agency LowCardinality(String),
    capacity LowCardinality(String),
    staff Nullable(String),
    team LowCardinality(String),
    since DateTime64(3, 'UTC'),
    until Nullable(DateTime64(3, 'UTC')),
    replaced Bool
)
ENGINE = ReplacingMergeTree(revision, is_deleted)
ORDER BY (victim, id)
SETTINGS non_replicated_deduplication_window = 10000;

CREATE TABLE IF NOT EXISTS assignments_by_holder
(
    agency LowCardinality(String),
    holder String,
    victim String,
    id UUID,
    version UInt64,
    staff Nullable(String),
    team LowCardinality(String),
    since DateTime64(3, 'UTC'),
    until Nullable(DateTime64(3, 'UTC')),
    replaced Bool
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (agency, holder, victim, id)
SETTINGS non_replicated_deduplication_window = 10000;

CREATE TABLE IF NOT EXISTS assignments_removed
(
    id UUID,
    version UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY id
SETTINGS non_replicated_deduplication_window = 10000;

-- Facts about staff, from the topic of that name. One that comes again: its first arrival counts.

CREATE TABLE IF NOT EXISTS staffing
(
    agency LowCardinality(String),
    event UUID,
    staff String,
    kind LowCardinality(String),
    happened DateTime64(6, 'UTC'),
    received DateTime64(3, 'UTC'),
    covered_by String,
    starts_at Nullable(DateTime64(3, 'UTC')),
    ends_at Nullable(DateTime64(3, 'UTC')),
    hands_over_to String,
    team String,
    first_arrival UInt64 DEFAULT 18446744073709551615 - toUnixTimestamp64Milli(received)
)
ENGINE = ReplacingMergeTree(first_arrival)
ORDER BY (agency, event)
SETTINGS non_replicated_deduplication_window = 10000;
