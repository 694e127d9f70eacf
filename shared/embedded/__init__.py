"""Apache Kafka and PostgreSQL as parts of this system, without Docker."""
