"""A case as one file that proves itself: what happened, who decided, and the proofs.

Everything in it is computed from the bundle in it, so that whoever verifies it computes
it again and compares.
"""
