"""A real Apache Kafka of one node, from locked jars and the Java that a wheel brings."""

from runtime.embedded_kafka.broker import Broker

__all__ = ["Broker"]
