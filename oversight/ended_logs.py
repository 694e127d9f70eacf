"""The logs that an exported one continues: checkpoint and key of each, in a chain.

Their tiles are the open log's. So each one's last checkpoint is signed by the key
beside it, its root is that of the open log's tree at its size, and its last entry
names the key of the next one, up to the key of the log that is open.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from oversight.hand_over import next_key
from shared.merkle import TILE_WIDTH
from shared.tlog.believed import Believed
from shared.tlog.checkpoint import Checkpoint, open_checkpoint
from shared.tlog.errors import NotServed, VerificationError
from shared.tlog.keys import VerifierKey, parse_verifier_key
from shared.tlog.reading import CHECKPOINT, LogReader

FOLDER = "archive"
VKEY = "vkey"


class DamagedArchive(VerificationError):
    """A log that was handed over is not the one that the open log goes on from."""


@dataclass(frozen=True, slots=True)
class EndedLog:
    """The last checkpoint and the key of a log that was handed over."""

    number: int
    key: VerifierKey
    signed: bytes
    checkpoint: Checkpoint

    @property
    def paths(self) -> tuple[str, str]:
        """Where the two lie below the open log's prefix."""
        return archived(self.number, CHECKPOINT), archived(self.number, VKEY)


def archived(number: int, name: str) -> str:
    """Return where a file of an ended log lies, as `archive/1/checkpoint`."""
    return f"{FOLDER}/{number}/{name}"


def ended_log(reader: LogReader, number: int) -> EndedLog | None:
    """Return the ended log of this number, None where there is none.

    Raises `DamagedArchive` for a checkpoint or key without the other one, and for
    what is not signed by the key beside it.
    """
    signed = _read(reader, archived(number, CHECKPOINT))
    key = _read(reader, archived(number, VKEY))
    if signed is None and key is None:
        return None
    if signed is None or key is None:
        lacking = CHECKPOINT if signed is None else VKEY
        raise DamagedArchive(f"{archived(number, lacking)} is missing")
    return _opened(number, signed, key)


def check_ended_logs(
    reader: LogReader,
    numbers: Iterable[int],
    key: VerifierKey,
    checkpoint: Checkpoint,
) -> list[EndedLog]:
    """Return the logs of these numbers, each of which leads to the next one.

    The last leads to the open log, which is verified with its key up to a checkpoint.
    Raises `DamagedArchive`, `NotHandedOver` or another `VerificationError`.
    """
    ended = [ended_log(reader, number) for number in sorted(numbers)]
    found = [one for one in ended if one is not None]
    believed = Believed(reader, checkpoint)
    keys = [*(one.key for one in found[1:]), key]
    for one, following in zip(found, keys, strict=False):
        _require_root(believed, one, checkpoint.size)
        _require_followed(believed, one, following)
    return found


def _require_root(believed: Believed, ended: EndedLog, size: int) -> None:
    path, last = archived(ended.number, CHECKPOINT), ended.checkpoint
    if not 0 < last.size <= size:
        raise DamagedArchive(
            f"{path} is of {last.size} entries, and the open log has {size}"
        )
    if believed.earlier(last.size).root() != last.root:
        raise DamagedArchive(f"{path} has another root over {last.size} entries")


def _require_followed(
    believed: Believed, ended: EndedLog, following: VerifierKey
) -> None:
    number, offset = divmod(ended.checkpoint.size - 1, TILE_WIDTH)
    named = next_key(believed.entries(number)[offset], ended.key.name)
    if named != following:
        path = archived(ended.number, CHECKPOINT)
        raise DamagedArchive(
            f"{path} hands over to {named}, and {following} goes on from it"
        )


def _opened(number: int, signed: bytes, raw: bytes) -> EndedLog:
    path = archived(number, VKEY)
    try:
        key = parse_verifier_key(raw.decode("utf-8", errors="replace"))
    except VerificationError as error:
        raise DamagedArchive(f"{path} is no key") from error
    if raw not in (str(key).encode(), f"{key}\n".encode()):
        raise DamagedArchive(f"{path} is spelt in another way")
    try:
        checkpoint = open_checkpoint(signed, key)
    except VerificationError as error:
        checkpoint_path = archived(number, CHECKPOINT)
        raise DamagedArchive(f"{checkpoint_path} is not signed by {path}") from error
    return EndedLog(number, key, signed, checkpoint)


def _read(reader: LogReader, path: str) -> bytes | None:
    try:
        return reader.read(path)
    except NotServed:
        return None
