"""A change, from a command to another service's decision,."""
