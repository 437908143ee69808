"""State and order: what the two processors remember, record by record. Pure; no Kafka here."""
