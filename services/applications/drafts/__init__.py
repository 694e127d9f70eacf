"""Drafts: an applicant starts the form, saves it, returns to it and sends it."""
