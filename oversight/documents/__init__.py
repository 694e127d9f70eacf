"""What an overseer is given: one canonical document, and its forms."""
