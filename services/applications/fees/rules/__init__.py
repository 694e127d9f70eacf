"""The rules of fees: references, whose a payment is, and why something is refused."""
