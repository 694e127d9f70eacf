"""The event store, which is the outbox, and the one way in which a change happens."""
