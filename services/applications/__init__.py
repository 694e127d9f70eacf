"""The applications service: from an application to an entry in the register."""
