-- When what an alert warns of began, when the platform could know it, and what people did with it.
-- A row that was written before has none until the journey processor writes it again.

ALTER TABLE alerts
    ADD COLUMN IF NOT EXISTS breached Nullable(DateTime64(3, 'UTC')) AFTER revised,
    ADD COLUMN IF NOT EXISTS detected Nullable(DateTime64(3, 'UTC')) AFTER breached,
    ADD COLUMN IF NOT EXISTS channel LowCardinality(Nullable(String)) AFTER detected,
    ADD COLUMN IF NOT EXISTS acted Nullable(DateTime64(3, 'UTC')) AFTER channel,
    ADD COLUMN IF NOT EXISTS acted_by Nullable(String) AFTER acted,
    ADD COLUMN IF NOT EXISTS note LowCardinality(Nullable(String)) AFTER acted_by,
    ADD COLUMN IF NOT EXISTS until Nullable(DateTime64(3, 'UTC')) AFTER note;

ALTER TABLE timeline ADD COLUMN IF NOT EXISTS recorded_by Nullable(String) AFTER reported;
