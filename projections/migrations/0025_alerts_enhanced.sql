-- Whether Enhanced Rights time the duty of an alert: a worklist asks no other table for its order. Alerts
-- that are there take it from their duties. A row of the same revision that comes later counts; the one
-- before it is merged away.

ALTER TABLE alerts ADD COLUMN IF NOT EXISTS enhanced Bool AFTER until;

INSERT INTO alerts
SELECT * REPLACE (true AS enhanced)
FROM alerts FINAL
WHERE obligation IN (SELECT id FROM obligations FINAL WHERE enhanced);

OPTIMIZE TABLE alerts FINAL;
