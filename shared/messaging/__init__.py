"""Kafka: topics, the relay out, the inbox in, and the messages that wait."""
