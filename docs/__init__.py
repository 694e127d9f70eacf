"""The documents of the register; some are generated from the code."""
