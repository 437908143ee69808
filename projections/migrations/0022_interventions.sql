-- What agencies say that they began somewhere so that victims wait less, and what they took back, from
-- the topic `interventions`. One that comes again: its first arrival counts. Without court, borough
-- and command unit it concerns all of the agency.

CREATE TABLE IF NOT EXISTS interventions
(
    agency LowCardinality(String),
    event UUID,
    id String,
    kind LowCardinality(String),
    happened DateTime64(6, 'UTC'),
    received DateTime64(3, 'UTC'),
    court LowCardinality(String),
    borough LowCardinality(String),
    command_unit LowCardinality(String),
    stage LowCardinality(String),
    first_day Nullable(Date32),
    intervention LowCardinality(String),
    first_arrival UInt64 DEFAULT 18446744073709551615 - toUnixTimestamp64Milli(received)
)
ENGINE = ReplacingMergeTree(first_arrival)
ORDER BY (agency, event)
SETTINGS non_replicated_deduplication_window = 10000;

-- The waits of `counted_waits` in weeks, each crime once: filled anew for each release. `mix` is
-- a hash of all that the waits in it have in common. Weeks are numbered from the first of
-- those that are watched: `began` may lie before it. Each wait is at risk from week `first` to `last`.

CREATE TABLE IF NOT EXISTS weekly_waits
(
    mix UInt64,
    began Int16,
    first Int16,
    last Int16,
    ended Bool
)
ENGINE = MergeTree
ORDER BY tuple();

-- What the waits of each mix have in common, and the number of its stratum.

CREATE TABLE IF NOT EXISTS weekly_mixes
(
    mix UInt64,
    stratum UInt32,
    stage LowCardinality(String),
    agency LowCardinality(String),
    tier LowCardinality(String),
    court LowCardinality(String),
    bcu LowCardinality(String),
    borough LowCardinality(String),
    offence LowCardinality(String),
    reported_by LowCardinality(String)
)
ENGINE = MergeTree
ORDER BY mix;
