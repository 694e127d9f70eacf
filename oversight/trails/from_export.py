"""A trail out of an exported log: the same entries as from the running service."""

from collections.abc import Iterator

from oversight.logged import Logged
from oversight.source import ExportedLog
from oversight.trails.family import Family, complete
from oversight.trails.question import Question
from oversight.trails.trail import Trail, TrailEntry

_FIRST_OF_A_STREAM = b'"sequence":"1"'


def family_in(log: ExportedLog, subject: str, end: int | None = None) -> Family:
    """Return the streams that the subject leads to in the first `end` entries.

    The log is read once more for each step from one stream to another.
    """

    def first_events() -> Iterator[Iterator[Logged]]:
        while True:
            yield log.entries(0, end, lambda raw: _FIRST_OF_A_STREAM in raw)

    return complete(subject, first_events())


def trail_in(
    log: ExportedLog, question: Question, end: int | None = None
) -> Iterator[TrailEntry]:
    """Yield the trail in the log's order; memory is that of the subject's streams."""
    trail = Trail(question, family_in(log, question.subject, end))
    for entry in log.entries(0, end):
        found = trail.take(entry)
        if found is not None:
            yield found
