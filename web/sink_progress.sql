-- The next offset of each partition that is not yet in the database.
SELECT topic, partition, if(done, `last` + 1, `first`) AS next_offset
FROM sink_progress FINAL
ORDER BY topic, partition
