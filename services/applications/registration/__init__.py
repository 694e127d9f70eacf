"""Registration: the register's entries, their numbers, and what the public sees."""
