"""From a log that was handed over to the one that is open, entry by proven entry."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import count

from oversight.ended_logs import archived
from oversight.hand_over import next_key
from shared.merkle import TILE_WIDTH
from shared.tlog.bundles import encode_bundle
from shared.tlog.checkpoint import Checkpoint, open_checkpoint, parse_checkpoint
from shared.tlog.errors import NotServed, OtherLog
from shared.tlog.keys import VerifierKey
from shared.tlog.note import parse_note
from shared.tlog.proofs import parse_proof, verify_proof
from shared.tlog.reading import (
    CHECKPOINT,
    LogReader,
    build_proof,
    entry_at,
    read_entries,
    read_hashes,
)
from shared.tlog.tiles import hashes_at, parse_tile_path
from shared.tlog.verifier import refuse_older, refuse_rewritten

Recall = Callable[[VerifierKey], Checkpoint | None]
"""Returns the last checkpoint seen of a log, by its key."""


@dataclass(frozen=True)
class EndedTiles:
    """A log that was handed over: its tiles are the open log's, its checkpoint kept."""

    reader: LogReader
    number: int

    def read(self, path: str) -> bytes:
        """Return what is at a path below the ended log's prefix."""
        if path == CHECKPOINT:
            return self.reader.read(archived(self.number, CHECKPOINT))
        try:
            return self.reader.read(path)
        except NotServed:
            grown = self._grown(path)
            if grown is None:
                raise
            return grown

    def _grown(self, path: str) -> bytes | None:
        """Return a partial tile cut from what it has grown into in the open log."""
        wanted = parse_tile_path(path)
        if wanted is None or wanted == wanted.full:
            return None
        size = parse_checkpoint(parse_note(self.reader.read(CHECKPOINT)).text).size
        before = wanted.index * TILE_WIDTH
        width = min(hashes_at(wanted.level or 0, size) - before, TILE_WIDTH)
        covering = replace(wanted, width=width)
        if width <= wanted.width:
            return None
        if wanted.level is None:
            entries, whole = read_entries(self.reader, covering)
            return encode_bundle(entries[: wanted.width]) if whole else None
        return b"".join(read_hashes(self.reader, covering)[: wanted.width])


@dataclass(frozen=True)
class Followed:
    """A log's key, and the tree that the log must continue."""

    key: VerifierKey
    seen: Checkpoint | None


def find_log(
    reader: LogReader,
    key: VerifierKey,
    recall: Recall,
    *,
    follow: bool,
) -> Followed:
    """Return the key and the last tree known of the log that is open.

    1. Of a log that was handed over, the last checkpoint is signed by its key, and no
       older than the one last seen, which it continues.
    2. Its last entry is proved, and names the next origin and key.
    3. The next log has to continue its tree.

    Without `follow` a log that was handed over is refused. Raises a
    `VerificationError`.
    """
    found = Followed(key, recall(key))
    ended = _ended_logs(reader)
    while (open_origin := _origin(reader)) != found.key.name:
        name = found.key.name
        log = next((log for log, origin in ended if origin == name), None)
        if log is None:
            raise OtherLog(f"{open_origin} instead of {name}")
        following = _follow(log, found)
        if not follow:
            raise OtherLog(
                f"{name} was handed over to {following.key.name}; "
                "give --follow, or that log's key"
            )
        known = recall(following.key)
        found = following if known is None else Followed(following.key, known)
    return found


def _follow(log: EndedTiles, found: Followed) -> Followed:
    # 1
    raw = log.read(CHECKPOINT)
    final = open_checkpoint(raw, found.key)
    refuse_older(final, found.seen)
    refuse_rewritten(log, final, found.seen)
    # 2
    last = final.size - 1
    entry = entry_at(log, last, final.size)
    proof = parse_proof(build_proof(log, raw, last, final.size))
    verify_proof(proof, entry, found.key)
    key = next_key(entry, found.key.name)
    # 3
    return Followed(key, Checkpoint(key.name, final.size, final.root))


def _ended_logs(reader: LogReader) -> Iterator[tuple[EndedTiles, str]]:
    for number in count(1):
        log = EndedTiles(reader, number)
        try:
            yield log, _origin(log)
        except NotServed:
            return


def _origin(reader: LogReader) -> str:
    return parse_checkpoint(parse_note(reader.read(CHECKPOINT)).text).origin
