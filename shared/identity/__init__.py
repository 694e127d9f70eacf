"""Who calls and what they may do: keys, tokens, signatures, the permissions."""
