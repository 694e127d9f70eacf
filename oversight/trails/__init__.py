"""Trails: what a log says about somebody or something, and in which forms."""
