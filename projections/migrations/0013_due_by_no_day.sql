-- A duty may be due by no day: it is then open until it is done.

ALTER TABLE obligations MODIFY COLUMN due_on Nullable(Date32);
