-- Which suspect a duty is about, and the kind of the event that raised it. A row that was written
-- before has neither until the journey processor writes it again.

ALTER TABLE obligations
    ADD COLUMN IF NOT EXISTS suspect Nullable(String) AFTER revised,
    ADD COLUMN IF NOT EXISTS trigger_kind LowCardinality(String) AFTER suspect;
