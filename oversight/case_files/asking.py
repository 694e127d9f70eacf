"""Which trail makes a case file. Pure."""

from oversight.trails.family import KINDS
from oversight.trails.question import Question, read_question


def case_question(subject: str) -> Question:
    """Return the question after a case: its stream leads on to all that belongs to it.

    A trail of a stream is that stream's alone; a case asked for by its stream is asked
    for by its id. Raises `Malformed`.
    """
    kind, _, name = subject.partition("/")
    return read_question(name if kind in KINDS and name else subject)
