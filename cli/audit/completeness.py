"""Whether a verified log is whole: in itself, and against the services' own stores."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from cli.audit.against_services import Difference, compare_with_services
from cli.audit.rereading import NoEvent, Rereading
from cli.audit.tally import Tally
from cli.client import Client
from cli.failures import Failed
from oversight.completeness import Completeness, CompletenessFold, Versions
from shared.errors import Unreadable
from shared.tlog.checkpoint import Checkpoint, open_checkpoint
from shared.tlog.reading import CHECKPOINT, LogReader
from shared.tlog.verifier import Trust, refuse_older
from shared.tlog.walk import Progress

PATIENCE_SECONDS = 10.0
MOST_NAMED = 20
"""How many of each kind are named; the rest is counted."""

_OFFLINE = "they cannot be asked about an exported directory"


@dataclass(frozen=True)
class VerifiedLog:
    """A log that has been verified up to a checkpoint."""

    reader: LogReader
    trust: Trust
    checkpoint: Checkpoint
    on_progress: Progress


@dataclass(frozen=True)
class Wholeness:
    """What the log lacks, and where the services' stores hold something else.

    `unasked` says why the services were not asked, where they were not.
    """

    found: Completeness
    differences: tuple[Difference, ...]
    unasked: str | None

    @property
    def holds(self) -> bool:
        """Tell whether nothing that was looked for is missing."""
        return self.found.holds and not self.differences

    def sentences(self) -> Iterator[str]:
        """Yield what was found, a sentence a line."""
        found = self.found
        yield from _named("Missing", _places(found.missing))
        yield from _named("Detected and never filled", _places(found.unfilled))
        yield from _named("Logged twice", _places(found.doubled))
        wrong = [f"entry {it.index}: {it.why}" for it in found.wrong_heads]
        yield from _named("Wrong stream heads", wrong)
        unowned = [f"entry {index}" for index in found.unowned]
        yield from _named("Said by somebody whose word it is not", unowned)
        if found.holds:
            yield f"Nothing is missing in its {found.streams} streams."
        yield _heads(found)
        yield from map(str, self.differences)
        if self.unasked is not None:
            yield f"NOT compared with the services' own stores: {self.unasked}."
        elif not self.differences:
            yield "Every service's store holds the same events, day by day."

    def as_json(self) -> dict[str, object]:
        """Return it for programs."""
        return {
            "holds": self.holds,
            **asdict(self.found),
            "differences": [asdict(it) for it in self.differences],
            "services_asked": self.unasked is None,
            "not_asked_because": self.unasked,
        }


def check_complete(log: VerifiedLog, client: Client | None) -> Wholeness:
    """Return what the log lacks; with a client, the services' stores are asked too."""
    fold, rereading = CompletenessFold(), Rereading(log.reader)
    with Tally() as tally:

        def read(checkpoint: Checkpoint) -> None:
            for entries in rereading.entries(checkpoint, log.on_progress):
                for entry in entries:
                    try:
                        fold.take(entry)
                    except Unreadable as error:
                        raise NoEvent(f"entry {entry.index}") from error
                if client is not None:
                    tally.add(entries)

        def read_on() -> None:
            newest = open_checkpoint(
                log.reader.read(CHECKPOINT), log.trust.key, log.trust.witnesses
            )
            refuse_older(newest, log.checkpoint)
            read(newest)

        read(log.checkpoint)
        found = fold.result()
        if client is None:
            return Wholeness(found, (), _OFFLINE)
        try:
            differences = compare_with_services(
                client, tally, read_on, PATIENCE_SECONDS
            )
        except Failed as error:
            return Wholeness(found, (), error.sentence.rstrip("."))
    return Wholeness(fold.result(), tuple(differences), None)


def _named(what: str, ones: Sequence[str]) -> Iterator[str]:
    for one in ones[:MOST_NAMED]:
        yield f"{what}: {one}."
    if len(ones) > MOST_NAMED:
        yield f"{what}: and {len(ones) - MOST_NAMED} more."


def _places(ranges: Sequence[Versions]) -> list[str]:
    return [
        f"version {it.first} of {it.stream}"
        if it.first == it.last
        else f"versions {it.first} to {it.last} of {it.stream}"
        for it in ranges
    ]


def _heads(found: Completeness) -> str:
    sealed = found.sealed
    if sealed is None:
        return (
            "No stream heads are sealed: what follows the last entries is not proved."
        )
    return (
        f"Stream heads are sealed as of entry {sealed.size} "
        f"({sealed.count} streams, by entry {sealed.index})."
    )
