"""A whole system on this machine: broker, database and four services, started by us."""
