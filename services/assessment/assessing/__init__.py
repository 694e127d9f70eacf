"""Assessing: every submitted application is judged independently by assessors."""
