"""What can go wrong with a part of the embedded system.

PartFailed
└── JarsUnavailable
"""


class PartFailed(Exception):
    """A part of the embedded system did not start, or may not start."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"{name}: {why}")
        self.name = name
        self.why = why


class JarsUnavailable(PartFailed):
    """The jars of Apache Kafka are neither cached nor to be had."""
