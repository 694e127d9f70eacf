"""Applying: an application from its submission to the registrar's decision."""
