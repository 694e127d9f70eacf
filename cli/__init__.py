"""`register …`: a client of the services, and an offline verifier of the log."""
