"""A trail out of an exported log: the same entries as from the running service."""

from collections import deque
from collections.abc import Iterator

from oversight.logged import Logged
from oversight.source import ExportedLog
from oversight.trails.family import Family, complete
from oversight.trails.question import Question
from oversight.trails.trail import Trail, TrailEntry
from shared.contracts.retention import PersonErased

_FIRST_OF_A_STREAM = b'"sequence":"1"'
_OF_ERASURES = PersonErased.TYPE.encode()


def family_in(
    log: ExportedLog, subject: str, end: int | None = None
) -> tuple[Family, list[Logged]]:
    """Return the streams that the subject leads to in the first `end` entries.

    And the erasures in them, which may concern others. The log is read once more for
    each step from one stream to another.
    """
    erasures: dict[int, Logged] = {}

    def first_events() -> Iterator[Iterator[Logged]]:
        while True:
            yield read_again()

    def read_again() -> Iterator[Logged]:
        for entry in log.entries(0, end, _leads_on):
            if entry.says(PersonErased.TYPE):
                erasures[entry.index] = entry
            yield entry

    family = complete(subject, first_events())
    if subject and not family.leads:
        deque(read_again(), maxlen=0)
    return family, list(erasures.values())


def trail_in(
    log: ExportedLog, question: Question, end: int | None = None
) -> Iterator[TrailEntry]:
    """Yield the trail in the log's order; memory is that of the subject's streams."""
    trail = Trail(question, *family_in(log, question.subject, end))
    for entry in log.entries(0, end):
        found = trail.take(entry)
        if found is not None:
            yield found


def _leads_on(raw: bytes) -> bool:
    return _FIRST_OF_A_STREAM in raw or _OF_ERASURES in raw
