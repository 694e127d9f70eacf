"""The regulator's figures, each computed from the log alone."""
