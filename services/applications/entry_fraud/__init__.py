"""Entry fraud: whether an entry or an application is fraudulent or incorrect."""
