"""Sending: deliveries that are due leave by their transports, and it is recorded."""
