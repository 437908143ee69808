-- The records that could not be read, the newest first, by the time when Kafka got them.
SELECT reader, topic, partition, `offset`, error, written, victim
FROM set_aside FINAL
WHERE {victim:String} IN ('', victim)
ORDER BY written DESC, topic, partition, `offset`, reader, victim
LIMIT 1000
