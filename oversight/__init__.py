"""What an overseer computes from a log, whoever holds it: the same in every place.

Pure folds and forms over logged events. The audit service feeds them from its tables,
the command line from an exported directory; both come to the same bytes.
"""
