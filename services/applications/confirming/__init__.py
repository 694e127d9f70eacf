"""Confirming: proposers answer by a signed link whether an application is right."""
