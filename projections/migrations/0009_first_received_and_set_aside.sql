-- An event that comes again: its first arrival counts, as on the timeline. `first_arrival` grows
-- towards the past, so the row received first replaces the others. The log's records by victim stay
-- beside each other, one for each arrival: the fold chooses. What merges had dropped of `events` is
-- made again from them.

DROP TABLE IF EXISTS events_by_first_arrival;

CREATE TABLE events_by_first_arrival
(
    event UUID,
    agency LowCardinality(String),
    kind LowCardinality(String),
    case_id String,
    occurred DateTime64(3, 'UTC'),
    precision LowCardinality(String),
    recorded Nullable(DateTime64(3, 'UTC')),
    known Nullable(DateTime64(3, 'UTC')),
    received DateTime64(3, 'UTC'),
    first_arrival UInt64 DEFAULT 18446744073709551615 - toUnixTimestamp64Milli(received)
)
ENGINE = ReplacingMergeTree(first_arrival)
ORDER BY (agency, event)
SETTINGS non_replicated_deduplication_window = 10000;

INSERT INTO events_by_first_arrival
    (event, agency, kind, case_id, occurred, precision, recorded, known, received)
SELECT event, agency, kind, case_id, occurred, precision, recorded, known, received FROM events;

INSERT INTO events_by_first_arrival
    (event, agency, kind, case_id, occurred, precision, recorded, known, received)
SELECT
    event,
    JSONExtractString(record, 'agency'),
    JSONExtractString(record, 'kind'),
    JSONExtractString(record, 'case'),
    parseDateTime64BestEffort(JSONExtractString(record, 'occurred'), 3, 'UTC'),
    JSONExtractString(record, 'precision'),
    parseDateTime64BestEffortOrNull(JSONExtractString(record, 'recorded'), 3, 'UTC'),
    parseDateTime64BestEffortOrNull(JSONExtractString(record, 'known'), 3, 'UTC'),
    parseDateTime64BestEffort(JSONExtractString(record, 'received'), 3, 'UTC')
FROM facts;

EXCHANGE TABLES events AND events_by_first_arrival;

DROP TABLE events_by_first_arrival;

DROP TABLE IF EXISTS sequences_by_first_arrival;

CREATE TABLE sequences_by_first_arrival
(
    agency LowCardinality(String),
    source String,
    number UInt64,
    received DateTime64(3, 'UTC'),
    first_arrival UInt64 DEFAULT 18446744073709551615 - toUnixTimestamp64Milli(received)
)
ENGINE = ReplacingMergeTree(first_arrival)
ORDER BY (agency, source, number)
SETTINGS non_replicated_deduplication_window = 10000;

INSERT INTO sequences_by_first_arrival (agency, source, number, received)
SELECT agency, source, number, received FROM sequences;

EXCHANGE TABLES sequences AND sequences_by_first_arrival;

DROP TABLE sequences_by_first_arrival;

ALTER TABLE facts
    ADD COLUMN IF NOT EXISTS received DateTime64(6, 'UTC'),
    MODIFY ORDER BY (victim, event, learned, received);

-- Records that could not be read: where each is, never what is in it.

CREATE TABLE IF NOT EXISTS set_aside
(
    reader LowCardinality(String),
    topic LowCardinality(String),
    partition UInt32,
    offset Int64,
    error LowCardinality(String),
    written Nullable(DateTime64(3, 'UTC')),
    victim String
)
ENGINE = ReplacingMergeTree
ORDER BY (topic, partition, offset, reader, victim)
SETTINGS non_replicated_deduplication_window = 10000;
