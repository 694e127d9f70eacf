"""Evidence: the documents of an application, from their receipt to their end."""
