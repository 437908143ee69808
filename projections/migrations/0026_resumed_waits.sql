-- Since when a case stands again where one defendant is, when another, for whom it was further, is done
-- with. A row that was written before has none until the journey processor writes it again.
ALTER TABLE intervals ADD COLUMN IF NOT EXISTS resumed Nullable(DateTime64(3, 'UTC')) AFTER reported_by;
