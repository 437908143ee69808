-- Whether a correction gave a duty or an alert another day or state. A row that was written before has
-- the default, false, until it is written again.

ALTER TABLE obligations ADD COLUMN IF NOT EXISTS revised Bool DEFAULT false AFTER disputed;

ALTER TABLE alerts ADD COLUMN IF NOT EXISTS revised Bool DEFAULT false AFTER disputed;
