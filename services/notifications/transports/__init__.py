"""The ways in which a message leaves the register."""
