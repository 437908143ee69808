-- How far the makings of releases are: a row for each step. One making has the last word by `is_over`
-- and `done`.

CREATE TABLE IF NOT EXISTS release_makings
(
    making UUID,
    at DateTime64(3, 'UTC'),
    number UInt32,
    step LowCardinality(String),
    done UInt16,
    steps UInt16,
    is_over Bool,
    problem String
)
ENGINE = MergeTree
ORDER BY at;
