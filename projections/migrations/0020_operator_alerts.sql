-- What an agency's operators are alerted to has a life: it begins, and it is over. A pause is over when
-- intake is resumed: all that was said of it stays, and not the last word alone. What was refused is over
-- when it is accepted: a refused event is known by its own id, where it has one.

CREATE TABLE intake_pauses_in_order AS intake_pauses
ENGINE = ReplacingMergeTree
ORDER BY (agency, version)
SETTINGS non_replicated_deduplication_window = 10000;

INSERT INTO intake_pauses_in_order SELECT * FROM intake_pauses;

EXCHANGE TABLES intake_pauses AND intake_pauses_in_order;

DROP TABLE intake_pauses_in_order;

ALTER TABLE refusals ADD COLUMN IF NOT EXISTS event Nullable(UUID) AFTER received;
