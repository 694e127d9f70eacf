"""The notifications service: what the register owes people to be told."""
