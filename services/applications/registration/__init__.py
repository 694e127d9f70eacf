"""Registration: the entries of the register, their numbers, and what the public sees."""
