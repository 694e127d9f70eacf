"""What applications cost, what was paid, and what nobody has found the owner of."""
