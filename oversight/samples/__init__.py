"""Samples of closed cases that anybody can draw again."""
