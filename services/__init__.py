"""The four independent services of the register."""
