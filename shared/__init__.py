"""The kit: what the four services agree on, and how each change happens."""
