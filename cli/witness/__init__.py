"""A regulator's own witness: it cosigns what continues, and nothing else."""
