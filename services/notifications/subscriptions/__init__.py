"""Subscribers: employers and other registers that are told what the register shows."""
