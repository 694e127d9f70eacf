"""What a bundle consists of, as it is read: nothing of it is believed yet."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from oversight.stream_heads import HeadProof
from shared.contracts.canonical import Json, parse
from shared.errors import Unreadable
from shared.tlog.errors import VerificationError


class NotAnEvent(VerificationError):
    """An entry is not an event of this register."""


@dataclass(frozen=True, slots=True)
class Proven:
    """An entry at `index`: its bytes and the sibling hashes that lead to the root.

    `disclosures` are those SD-JWT disclosures that whoever asked was allowed to see.
    """

    index: int
    raw: bytes
    proof: tuple[bytes, ...]
    disclosures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SealedHeads:
    """The newest entry that seals the heads of all streams.

    `proofs` has, for each stream of the bundle, its head among them or its absence.
    """

    entry: Proven
    proofs: Mapping[str, HeadProof]


@dataclass(frozen=True, slots=True)
class Bundle:
    """The question, the signed checkpoint verbatim, and the entries in the log's order.

    `vkey` is what the maker says the log's key is; a verifier brings their own.
    `about` says in words what is proven. `parts` names the versions of each stream
    that is held in part only.
    """

    asked: Mapping[str, str]
    checkpoint: bytes
    vkey: str
    entries: tuple[Proven, ...]
    heads: SealedHeads | None = None
    parts: Mapping[str, str] = field(default_factory=dict[str, str])
    about: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """What an entry says of itself: which version of which stream, and its data."""

    type: str
    stream: str
    version: int
    event: Mapping[str, Json]
    data: Mapping[str, Json]


def said_by(entry: Proven) -> Said:
    """Return what an entry says; raises `NotAnEvent`."""
    try:
        event = parse(entry.raw)
        kind, stream, version, data = (
            event[name] for name in ("type", "subject", "sequence", "data")
        )
        if isinstance(kind, str) and isinstance(stream, str) and isinstance(data, dict):
            return Said(kind, stream, int(str(version)), event, data)
    except (KeyError, Unreadable, ValueError) as error:
        raise NotAnEvent(f"entry {entry.index}") from error
    raise NotAnEvent(f"entry {entry.index}")
