"""The commands that read and check the audit log."""
