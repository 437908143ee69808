-- When it became known that something received before concerns the victim.

ALTER TABLE timeline ADD COLUMN linked Nullable(DateTime64(3, 'UTC')) AFTER received;
