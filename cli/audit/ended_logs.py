"""The logs that were handed over, beside an exported one: checkpoint and key of each.

Their tiles are those of the open log. So an export can be followed from any of their
keys, as the running log can.
"""

from itertools import count
from pathlib import Path

from oversight.ended_logs import EndedLog, ended_log
from shared.tlog.keeping import write_whole
from shared.tlog.reading import LogReader


def keep_ended_logs(reader: LogReader, directory: Path) -> tuple[EndedLog, ...]:
    """Keep the last checkpoint and the key of every log that was handed over.

    Each checkpoint is signed by the key beside it; whether that key is believed, and
    whether the open log goes on from there, is found when it is followed. Raises a
    `VerificationError` for a checkpoint that is not.
    """
    kept: list[EndedLog] = []
    for number in count(1):
        ended = ended_log(reader, number)
        if ended is None:
            break
        checkpoint, vkey = ended.paths
        # The checkpoint last: where it is, the whole is.
        write_whole(directory / vkey, f"{ended.key}\n".encode())
        write_whole(directory / checkpoint, ended.signed)
        kept.append(ended)
    return tuple(kept)
