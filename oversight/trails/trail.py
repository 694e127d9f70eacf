"""A trail: the entries that answer a question, each with what it changed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from oversight.logged import Logged
from oversight.trails.erased import Erased, Erasures
from oversight.trails.family import Family
from oversight.trails.question import Question
from shared.contracts.canonical import Json
from shared.contracts.sealing import DIGESTS
from shared.tlog.checkpoint import Checkpoint
from shared.tlog.encoding import encode_base64

NOTHING_FOUND = "Nothing found: the log has no entry about that."


@dataclass(frozen=True, slots=True)
class Change:
    """A field that an event set: what it was before, None if nothing, and is after."""

    field: str
    before: Json
    after: Json


@dataclass(frozen=True, slots=True)
class TrailEntry:
    """An entry of a trail, and what it changed in its stream as the reader sees it.

    `changes` is None where the stream is not the subject's own, and so was not read
    from its beginning. `withheld` counts the personal fields that are not shown:
    sealed from this reader, or erased. `erased` are those that the log says are erased,
    of the subject's own streams.
    """

    entry: Logged
    changes: tuple[Change, ...] | None
    withheld: int
    erased: tuple[Erased, ...] = ()

    def as_json(self) -> dict[str, Json]:
        """Return the entry as every form has it that has members."""
        members: dict[str, Json] = {
            "index": self.entry.index,
            "event": dict(self.entry.event),
            "disclosed": dict(self.entry.disclosed),
            "withheld": self.withheld,
        }
        if self.changes is not None:
            members["changes"] = [
                {"field": it.field, "before": it.before, "after": it.after}
                for it in self.changes
            ]
        if self.erased:
            members["erased"] = [it.as_json() for it in self.erased]
        return members


@dataclass(frozen=True, slots=True)
class Heading:
    """What was asked, and of which log: no entry beyond its checkpoint is answered."""

    question: Question
    checkpoint: Checkpoint

    def checkpoint_json(self) -> dict[str, Json]:
        """Return the checkpoint that the answer was computed at."""
        return {
            "origin": self.checkpoint.origin,
            "size": self.checkpoint.size,
            "root": encode_base64(self.checkpoint.root),
        }


class Trail:
    """Picks a trail out of entries that are given in the log's order.

    The subject's own streams have to be given whole, or before and after are wrong;
    of other entries only those that may be asked for need to be. `erasures` are the
    entries that order any, those of other people too if that is simpler.
    """

    def __init__(
        self, question: Question, family: Family, erasures: Iterable[Logged] = ()
    ) -> None:
        self._question = question
        self._family = family
        self._erasures = Erasures(family, erasures)
        self._known: dict[str, dict[str, Json]] = {}

    def take(self, entry: Logged) -> TrailEntry | None:
        """Return the entry as a part of the trail, None where it is not asked for."""
        changes = self._changes(entry)
        erased = () if changes is None else self._erasures.of(entry)
        if not self._family.includes(entry) or not self._question.admits(entry):
            return None
        digests = entry.data.get(DIGESTS)
        sealed = len(digests) if isinstance(digests, list) else 0
        return TrailEntry(entry, changes, sealed - len(entry.disclosures), erased)

    def _changes(self, entry: Logged) -> tuple[Change, ...] | None:
        if entry.stream not in self._family.streams:
            return None
        known = self._known.setdefault(entry.stream, {})
        changes = tuple(
            Change(name, known.get(name), value)
            for name, value in sorted(_shown(entry))
            if known.get(name) != value
        )
        known.update(_shown(entry))
        return changes


def _shown(entry: Logged) -> Iterator[tuple[str, Json]]:
    yield from ((name, it) for name, it in entry.data.items() if name != DIGESTS)
    yield from entry.disclosed.items()
