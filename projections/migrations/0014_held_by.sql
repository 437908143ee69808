-- The body that holds a case where none of the agencies does. A row that was written before has none
-- until the journey processor writes it again.

ALTER TABLE intervals ADD COLUMN IF NOT EXISTS held_by Nullable(String) AFTER restricted;

ALTER TABLE obligations ADD COLUMN IF NOT EXISTS held_by Nullable(String) AFTER trigger_kind;
