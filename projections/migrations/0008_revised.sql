-- Whether a correction gave a duty or an alert another day or state. A row that was written before has
-- the default, false. The journey processor writes again the rows of journeys with corrections.

ALTER TABLE obligations ADD COLUMN IF NOT EXISTS revised Bool DEFAULT false AFTER disputed;

ALTER TABLE alerts ADD COLUMN IF NOT EXISTS revised Bool DEFAULT false AFTER disputed;
