-- The whole Victims' Code: an obligation names the events that raised, moved and ended it, and the
-- version of the Code; some alerts are of a contact and not of a duty.

ALTER TABLE obligations RENAME COLUMN discharged TO ended;

ALTER TABLE obligations RENAME COLUMN discharged_by TO ended_by;

ALTER TABLE obligations MODIFY COLUMN agency LowCardinality(Nullable(String));

ALTER TABLE obligations ADD COLUMN code LowCardinality(String) AFTER rule;

ALTER TABLE obligations ADD COLUMN retimed_by Nullable(UUID) AFTER enhanced;

ALTER TABLE obligations ADD COLUMN reason LowCardinality(Nullable(String)) AFTER ended_by;

ALTER TABLE alerts MODIFY COLUMN obligation Nullable(UUID);

ALTER TABLE alerts MODIFY COLUMN rule LowCardinality(Nullable(String));

ALTER TABLE alerts MODIFY COLUMN due_on Nullable(Date32);

ALTER TABLE alerts ADD COLUMN event Nullable(UUID) AFTER state;
