-- When the platform first knew that a wait had begun, and whose victim waits: the agency that reported
-- the crime. A row that was written before has neither until the journey processor writes it again.

ALTER TABLE intervals ADD COLUMN IF NOT EXISTS first_known Nullable(DateTime64(3, 'UTC')) AFTER held_by;

ALTER TABLE intervals ADD COLUMN IF NOT EXISTS reported_by LowCardinality(Nullable(String)) AFTER first_known;

-- The waits that a release counts, as they were when it was made: days only, in London's calendar.
-- Filled anew for each release and exchanged whole. `person` and `crime` are hashes, to count by.
-- The wait counts from the day after `entered`: the day before `began`, or where it was known late the
-- day on which it was known. `until` is the day it ended, or up to which the agency has spoken. `tier`
-- and `court` are empty where the wait is not at court.

CREATE TABLE IF NOT EXISTS counted_waits
(
    stage LowCardinality(String),
    agency LowCardinality(String),
    tier LowCardinality(String),
    court LowCardinality(String),
    bcu LowCardinality(String),
    borough LowCardinality(String),
    offence LowCardinality(String),
    victim_kind LowCardinality(String),
    reported_by LowCardinality(String),
    person UInt64,
    crime UInt64,
    began Date32,
    entered Date32,
    until Date32,
    end LowCardinality(String),
    revised Bool
)
ENGINE = MergeTree
ORDER BY (stage, agency, court, borough, offence);

-- Releases of statistics. They come from a topic of their own and are never worked out again: what was
-- published stays as it was published. The row in `releases` comes last. `id` tells apart figures of one
-- cell, such as those of two interventions.

CREATE TABLE IF NOT EXISTS releases
(
    number UInt32,
    header String
)
ENGINE = ReplacingMergeTree
ORDER BY number
SETTINGS non_replicated_deduplication_window = 10000;

CREATE TABLE IF NOT EXISTS release_figures
(
    number UInt32,
    sheet LowCardinality(String),
    dimension LowCardinality(String),
    stage LowCardinality(String),
    period LowCardinality(String),
    place LowCardinality(String),
    id String,
    figure String
)
ENGINE = ReplacingMergeTree
ORDER BY (number, sheet, dimension, stage, period, place, id)
SETTINGS non_replicated_deduplication_window = 10000, index_granularity = 512;

-- The cells of a release that are shown, and in each the agencies whose victims count there: those that
-- have enough of them. Filled anew for each release.

CREATE TABLE IF NOT EXISTS shown_blocks
(
    dimension LowCardinality(String),
    place LowCardinality(String),
    stage LowCardinality(String),
    period LowCardinality(String),
    reported_by LowCardinality(String)
)
ENGINE = MergeTree
ORDER BY (dimension, stage, period, place, reported_by);
