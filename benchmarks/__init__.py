"""Benchmarks of the core path, each beside a bare floor measured in the same run."""
