"""Composition: settings, the embedded Kafka, the supervisor and the platform of all services."""
