"""What letters say: versioned texts with typed fields, and how they become mail."""
