"""Fees on the command line: importing what banks say, and adding it up."""
