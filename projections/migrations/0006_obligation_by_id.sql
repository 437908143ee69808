-- A duty is asked for by its id alone, and rows are in the order of victims: without an index every
-- question about one duty would read all. With it, blocks of rows that cannot hold the id are skipped.

ALTER TABLE obligations ADD INDEX IF NOT EXISTS by_id id TYPE bloom_filter(0.001) GRANULARITY 1;

ALTER TABLE obligations MATERIALIZE INDEX by_id;
