"""Messages: each obligation to tell somebody, rendered, sent and proven."""
