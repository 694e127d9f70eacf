"""The log: every event of every service, in one order, sealed in a Merkle tree."""
