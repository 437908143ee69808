-- The event by which the victim became known, where the clock of a duty started with that; and for
-- whom the duty is done. A row that was written before was for the victim.

ALTER TABLE obligations
    ADD COLUMN IF NOT EXISTS known_by Nullable(UUID) AFTER trigger_kind,
    ADD COLUMN IF NOT EXISTS owed_to LowCardinality(String) DEFAULT 'victim' AFTER known_by;
