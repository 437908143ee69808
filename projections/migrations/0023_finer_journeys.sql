-- Who opens a worklist asks for the rows of some tens or hundreds of victims, scattered over the whole
-- table. A table is read in granules, of 8,192 rows unless it says otherwise, and unpacked in blocks of
-- 64 KiB of a column or more, of which a victim's rows are a few. The rows are copied into tables of finer
-- granules and blocks, which take the names of the old ones. The index of duties by their ids stands
-- over as many rows as before.

DROP TABLE IF EXISTS alerts_finer;

CREATE TABLE alerts_finer AS alerts
ENGINE = ReplacingMergeTree(revision, is_deleted)
ORDER BY (victim, id)
SETTINGS non_replicated_deduplication_window = 10000, index_granularity = 256,
    min_compress_block_size = 4096, max_compress_block_size = 65536;

INSERT INTO alerts_finer SELECT * FROM alerts;

EXCHANGE TABLES alerts AND alerts_finer;

DROP TABLE alerts_finer;

DROP TABLE IF EXISTS obligations_finer;

CREATE TABLE obligations_finer AS obligations
ENGINE = ReplacingMergeTree(revision, is_deleted)
ORDER BY (victim, id)
SETTINGS non_replicated_deduplication_window = 10000, index_granularity = 256,
    min_compress_block_size = 4096, max_compress_block_size = 65536;

ALTER TABLE obligations_finer DROP INDEX by_id;

ALTER TABLE obligations_finer ADD INDEX by_id id TYPE bloom_filter(0.001) GRANULARITY 32;

INSERT INTO obligations_finer SELECT * FROM obligations;

EXCHANGE TABLES obligations AND obligations_finer;

DROP TABLE obligations_finer;

DROP TABLE IF EXISTS timeline_finer;

CREATE TABLE timeline_finer AS timeline
ENGINE = ReplacingMergeTree(revision, is_deleted)
ORDER BY (victim, id)
SETTINGS non_replicated_deduplication_window = 10000, index_granularity = 256,
    min_compress_block_size = 4096, max_compress_block_size = 65536;

INSERT INTO timeline_finer SELECT * FROM timeline;

EXCHANGE TABLES timeline AND timeline_finer;

DROP TABLE timeline_finer;
