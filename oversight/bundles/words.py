"""What a bundle proves and what it does not, in words. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from shared.tlog.checkpoint import Checkpoint

_NOTHING_HELD = (
    "This bundle holds no entry: it does not prove that the log has none about what "
    "was asked."
)


@dataclass(frozen=True, slots=True)
class Tally:
    """What was counted in a bundle: `heads` by stream, None where none are sealed.

    `sealed_up_to` is the number of entries that the sealed heads speak about, and
    `sealed_at` when, by the machine's clock (UTC), they were sealed.
    """

    entries: int
    streams: int
    parts: Mapping[str, str]
    disclosed: int
    withheld: int
    heads: Mapping[str, int] | None = None
    sealed_up_to: int = 0
    sealed_at: datetime | None = None

    def behind(self, checkpoint: Checkpoint) -> int:
        """Return how many entries of the log the sealed heads do not speak about."""
        return checkpoint.size - self.sealed_up_to


def about(tally: Tally, checkpoint: Checkpoint) -> str:
    """Return the bundle's first line: whether it proves that nothing follows.

    And how far behind the checkpoint that is, since its maker chooses the heads.
    """
    if not tally.entries:
        return f"{_NOTHING_HELD} {proven(tally, checkpoint)[0]}"
    sentences = [
        _nothing_follows(tally),
        _distance(tally, checkpoint),
        _wholeness(tally),
    ]
    return " ".join([*filter(None, sentences), proven(tally, checkpoint)[0]])


def proven(tally: Tally, checkpoint: Checkpoint) -> list[str]:
    """Return one sentence for each thing that is proven."""
    log = f"the log {checkpoint.origin} of {counted(checkpoint.size, 'entry')}"
    sentences = [
        f"Each of its {counted(tally.entries, 'entry')} is in {log}, at its place, "
        "exactly as it was sealed."
        if tally.entries
        else f"It holds no entry of {log}."
    ]
    if tally.streams > len(tally.parts):
        sentences.append(
            f"{tally.streams - len(tally.parts)} of {counted(tally.streams, 'stream')} "
            "from version 1 without a gap."
        )
    if tally.disclosed:
        sentences.append(
            f"{counted(tally.disclosed, 'personal field')} disclosed, each as it was "
            "when its entry was sealed."
        )
    if tally.heads:
        sentences.append(_nothing_follows(tally))
    return sentences


def not_proven(tally: Tally, checkpoint: Checkpoint) -> list[str]:
    """Return one sentence for each thing that a reader might take for proven."""
    sentences: list[str] = []
    if not tally.entries:
        sentences.append(_NOTHING_HELD)
    elif tally.heads is None:
        sentences.append(_nothing_follows(tally))
    else:
        sentences.append(_what_followed(tally, checkpoint))
    sentences += [
        f"Of {stream} only versions {versions} are here."
        for stream, versions in tally.parts.items()
    ]
    if tally.withheld:
        sentences.append(
            f"What {counted(tally.withheld, 'withheld personal field')} hold."
        )
    sentences.append("That no other stream belongs to what was asked.")
    sentences.append(
        f"What happened after entry {checkpoint.size - 1}."
        if checkpoint.size
        else "What happened since: the log was empty."
    )
    return sentences


def _nothing_follows(tally: Tally) -> str:
    if tally.heads is None:
        return (
            "This bundle does not prove that nothing follows: it holds no sealed "
            "stream heads."
        )
    return (
        f"This bundle proves that nothing follows on {len(tally.heads)} of its "
        f"{counted(tally.streams, 'stream')} among the log's first "
        f"{counted(tally.sealed_up_to, 'entry')}."
    )


def _distance(tally: Tally, checkpoint: Checkpoint) -> str:
    if tally.heads is None or tally.sealed_at is None:
        return ""
    return (
        f"Its heads were sealed at {tally.sealed_at:%Y-%m-%d %H:%M} UTC and say "
        f"nothing about the log's last {_entries(tally.behind(checkpoint))}."
    )


def _what_followed(tally: Tally, checkpoint: Checkpoint) -> str:
    after = tally.sealed_up_to - 1
    since = f"after entry {after}" if tally.sealed_up_to else "at any time"
    behind = _entries(tally.behind(checkpoint))
    return (
        f"What happened on these streams {since}, beyond what is here: the sealed "
        f"heads are older than the log's last {behind}."
    )


def _entries(number: int) -> str:
    return "entry" if number == 1 else f"{number:,} entries"


def _wholeness(tally: Tally) -> str:
    if not tally.parts:
        return ""
    return (
        f"It holds {len(tally.parts)} of its {counted(tally.streams, 'stream')} in "
        "part only."
    )


def counted(number: int, noun: str) -> str:
    """Return "1 entry", "2 entries", "no entries"."""
    many = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number:,} {noun if number == 1 else many}" if number else f"no {many}"
