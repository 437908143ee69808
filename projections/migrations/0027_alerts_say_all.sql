-- What lists of alerts show of the case, and of the event that an alert is about; and of which kind the
-- hearing or the order is that raised a duty. A row that was written before has the case's own identifier
-- and none of the rest until the journey processor writes it again.

ALTER TABLE alerts
    ADD COLUMN IF NOT EXISTS reference String DEFAULT case_id AFTER enhanced,
    ADD COLUMN IF NOT EXISTS suspect Nullable(String) AFTER reference,
    ADD COLUMN IF NOT EXISTS trigger_kind LowCardinality(String) AFTER suspect,
    ADD COLUMN IF NOT EXISTS triggered Nullable(DateTime64(3, 'UTC')) AFTER trigger_kind,
    ADD COLUMN IF NOT EXISTS recorded_by Nullable(String) AFTER triggered,
    ADD COLUMN IF NOT EXISTS other_agency LowCardinality(Nullable(String)) AFTER recorded_by,
    ADD COLUMN IF NOT EXISTS detail LowCardinality(String) AFTER other_agency,
    ADD COLUMN IF NOT EXISTS in_week Bool AFTER detail;

ALTER TABLE obligations ADD COLUMN IF NOT EXISTS detail LowCardinality(String) AFTER owed_to;
