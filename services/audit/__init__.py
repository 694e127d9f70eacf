"""The audit service: every event in one log that anybody can verify."""
