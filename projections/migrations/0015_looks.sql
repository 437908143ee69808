-- Who looked at whom: a row for each record of the topic `looks`, and never another. A record that
-- the sink reads again has the same place, and falls together with the first. Rows lie by time; who
-- looked at a victim is found by an index.

CREATE TABLE IF NOT EXISTS looks
(
    `offset` UInt64,
    chain String,
    number UInt64,
    before String,
    hash String,
    entry LowCardinality(String),
    at DateTime64(6, 'UTC'),
    issuer LowCardinality(String),
    subject String,
    role LowCardinality(String),
    to_whom LowCardinality(Nullable(String)),
    action LowCardinality(Nullable(String)),
    kind LowCardinality(Nullable(String)),
    what Nullable(String),
    victims Array(String),
    reason LowCardinality(Nullable(String)),
    until Nullable(DateTime64(6, 'UTC')),
    staff Nullable(String),
    teams Array(String),
    INDEX by_victim victims TYPE bloom_filter(0.01) GRANULARITY 1,
    INDEX by_entry entry TYPE set(8) GRANULARITY 1,
    INDEX by_place `offset` TYPE minmax GRANULARITY 1
)
ENGINE = ReplacingMergeTree
ORDER BY (at, `offset`)
SETTINGS non_replicated_deduplication_window = 10000;
