"""Letters as they will read, with sample data: doors for the registrar."""
