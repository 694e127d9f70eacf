"""The logs that were handed over, beside an exported one: checkpoint and key of each.

Their tiles are those of the open log. So an export can be followed from any of their
keys, as the running log can.
"""

from itertools import count
from pathlib import Path

from shared.tlog.checkpoint import Checkpoint, open_checkpoint
from shared.tlog.errors import NotServed
from shared.tlog.keeping import write_whole
from shared.tlog.keys import parse_verifier_key
from shared.tlog.reading import CHECKPOINT, LogReader

_VKEY = "vkey"


def keep_ended_logs(reader: LogReader, directory: Path) -> tuple[Checkpoint, ...]:
    """Keep the last checkpoint and the key of every log that was handed over.

    Each checkpoint is signed by the key beside it; whether that key is believed, and
    whether the open log goes on from there, is found when it is followed. Raises a
    `VerificationError` for a checkpoint that is not.
    """
    ended: list[Checkpoint] = []
    for number in count(1):
        archive = f"archive/{number}"
        try:
            signed = reader.read(f"{archive}/{CHECKPOINT}")
        except NotServed:
            return tuple(ended)
        key = reader.read(f"{archive}/{_VKEY}")
        verifier = parse_verifier_key(key.decode("utf-8", errors="replace"))
        ended.append(open_checkpoint(signed, verifier))
        # The checkpoint last: where it is, the whole is.
        write_whole(directory / archive / _VKEY, key)
        write_whole(directory / archive / CHECKPOINT, signed)
    raise AssertionError
