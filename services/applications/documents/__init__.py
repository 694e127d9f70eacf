"""Documents as bytes: told by their content, kept, scanned; of whom, nothing here."""
