"""Verifies a bundle with nothing but the bundle and the log's key."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from oversight.bundles.disclosing import opened, sealed_digests
from oversight.bundles.errors import (
    Altered,
    BrokenStream,
    FalseHeads,
    OtherKey,
)
from oversight.bundles.form import read
from oversight.bundles.heads import borne_out, sealed_at
from oversight.bundles.parts import Bundle, Proven, Said, said_by
from oversight.bundles.sequences import Versions, parts_of, versions_of
from oversight.bundles.words import Tally, about
from oversight.logged import Logged
from shared.merkle import is_included, leaf_hash
from shared.tlog.checkpoint import Checkpoint, open_checkpoint, parse_checkpoint
from shared.tlog.errors import NotIncluded
from shared.tlog.keys import VerifierKey
from shared.tlog.note import parse_note


@dataclass(frozen=True, slots=True)
class Verified:
    """What holds: the checkpoint, the entries with what is disclosed, what was counted.

    `bundle` is believed but for what was asked, which nothing can prove.
    """

    bundle: Bundle
    checkpoint: Checkpoint
    entries: tuple[Logged, ...]
    versions: Versions
    tally: Tally


def verify_bundle(
    raw: bytes, key: VerifierKey, witnesses: Sequence[VerifierKey] = ()
) -> Verified:
    """Return what a bundle proves.

    1. It is spelt as bundles are, and its digest is of its content.
    2. It names the given key, which signed its checkpoint, as did every demanded
       witness.
    3. Its entries are in rising order, and each one's hashes lead to the signed root.
    4. Every disclosure is of a field that its entry sealed.
    5. Every stream is held from version 1 without a gap, or said to be held in part.
    6. Its heads are in a sealing entry of the log, and no version is beyond them
       that was there when they were sealed.
    7. What it says about itself in words is so.

    Raises a `VerificationError`, whose sentence says what failed where.
    """
    # 1
    bundle = read(raw)
    # 2
    if bundle.vkey != str(key):
        raise OtherKey(f"it names {bundle.vkey}")
    checkpoint = open_checkpoint(bundle.checkpoint, key, witnesses)
    # 3
    _require_order(bundle.entries)
    for entry in bundle.entries:
        require_included(entry, checkpoint)
    # 4
    said = [said_by(entry) for entry in bundle.entries]
    entries = tuple(map(_logged, bundle.entries, said))
    # 5
    versions = versions_of(said)
    tally = tally_of(bundle, said)
    if bundle.parts != tally.parts:
        raise _broken(bundle.parts, tally.parts)
    # 6
    if bundle.heads is not None:
        require_included(bundle.heads.entry, checkpoint)
        _require_heads(tally, entries)
    # 7
    if bundle.about != about(tally, checkpoint):
        raise Altered("what it says about itself is not so")
    return Verified(bundle, checkpoint, entries, versions, tally)


def tally_of(bundle: Bundle, said: Sequence[Said]) -> Tally:
    """Return what is counted in a bundle; raises `BrokenStream` or `FalseHeads`."""
    held = versions_of(said)
    sealed = sum(len(sealed_digests(one.data)) for one in said)
    disclosed = sum(len(entry.disclosures) for entry in bundle.entries)
    heads: dict[str, int] | None = None
    size, at = 0, None
    if bundle.heads is not None:
        commitment, heads = borne_out(bundle.heads)
        size, at = commitment.size, sealed_at(bundle.heads.entry)
        if heads.keys() != held.keys():
            raise FalseHeads("they are not those of the streams in the bundle")
    return Tally(
        entries=len(bundle.entries),
        streams=len(held),
        parts=parts_of(held, heads or {}),
        disclosed=disclosed,
        withheld=sealed - disclosed,
        heads=heads,
        sealed_up_to=size,
        sealed_at=at,
    )


def described(bundle: Bundle) -> tuple[str, Mapping[str, str]]:
    """Return what a bundle has to say about itself, and its streams held in part.

    The checkpoint is the maker's own and not verified here.
    """
    tally = tally_of(bundle, [said_by(entry) for entry in bundle.entries])
    checkpoint = parse_checkpoint(parse_note(bundle.checkpoint).text)
    return about(tally, checkpoint), tally.parts


def require_included(entry: Proven, checkpoint: Checkpoint) -> None:
    """Raise `NotIncluded` unless the entry's hashes lead to the signed root."""
    leaf, size, root = leaf_hash(entry.raw), checkpoint.size, checkpoint.root
    if not is_included(leaf, entry.index, size, entry.proof, root):
        raise NotIncluded(f"entry {entry.index} of {size}")


def _require_order(entries: Sequence[Proven]) -> None:
    for before, after in pairwise(entries):
        if before.index >= after.index:
            raise Altered(f"entry {after.index} comes after entry {before.index}")


def _require_heads(tally: Tally, entries: Sequence[Logged]) -> None:
    heads = tally.heads or {}
    for entry in entries:
        head, version = heads.get(entry.stream, 0), int(str(entry.event["sequence"]))
        if entry.index < tally.sealed_up_to and version > head:
            raise FalseHeads(
                f"entry {entry.index} was there as version {version} of "
                f"{entry.stream}, which is sealed at {head}"
            )


def _logged(entry: Proven, said: Said) -> Logged:
    disclosed = opened(entry, said)
    return Logged(entry.index, entry.raw, said.event, entry.disclosures, disclosed)


def _broken(said: Mapping[str, str], found: Mapping[str, str]) -> BrokenStream:
    stream = next(
        name for name in sorted({*said, *found}) if said.get(name) != found.get(name)
    )
    claimed, held = said.get(stream, "all of it"), found.get(stream, "all of it")
    return BrokenStream(f"{stream}: it says {claimed}, and holds {held}")
