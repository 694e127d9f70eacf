"""The last checkpoint seen of each log, kept in a file between two verifications.

By the log's key: two registers may have the same name, and a fresh one under another
key is another log. Each is kept as it was signed, so that it can be shown to others.
"""

import json
import os
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import cast

from shared.tlog.checkpoint import Checkpoint, open_checkpoint, parse_checkpoint
from shared.tlog.errors import VerificationError
from shared.tlog.keeping import write_whole
from shared.tlog.keys import VerifierKey

_EVIDENCE = "evidence"


class UnreadableState(VerificationError):
    """The file of checkpoints seen before cannot be read, and is not overwritten."""


def state_file() -> Path:
    """Return the place that the XDG base directory specification gives such a file."""
    home = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(home) / "professional-register" / "checkpoints.json"


class Memory:
    """What a verifier remembers of the logs that it has seen, in one file.

    Its methods raise `UnreadableState`. Files of earlier versions have unsigned
    checkpoints by the log's name: they are left there, and compared with nothing.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._recalled: list[bytes] = []

    def recall(self, key: VerifierKey) -> Checkpoint | None:
        """Return the last checkpoint seen of the log with this key, if any."""
        text = self._read().get(str(key))
        if text is None:
            return None
        try:
            checkpoint = open_checkpoint(text.encode(), key)
        except VerificationError as error:
            raise UnreadableState(str(self._file)) from error
        self._recalled.append(text.encode())
        return checkpoint

    def namesakes(self, key: VerifierKey) -> tuple[str, ...]:
        """Return the other keys of logs with the same name that were seen before."""
        return tuple(
            name
            for name in self._read()
            if name.partition("+")[0] == key.name and name != str(key)
        )

    def remember(self, key: VerifierKey, signed: bytes) -> None:
        """Keep a checkpoint that has been verified, replacing the log's earlier one."""
        seen = self._read() | {str(key): signed.decode()}
        self._file.parent.mkdir(parents=True, exist_ok=True)
        # Replaced in one step: an interruption must not make the verifier forget.
        with NamedTemporaryFile("w", dir=self._file.parent, delete=False) as written:
            json.dump(seen, written, indent=2)
            written.flush()
            os.fsync(written.fileno())
        Path(written.name).replace(self._file)

    def keep_evidence(self, *shown: bytes) -> Path:
        """Keep what was shown now beside what was recalled; return the folder.

        Two checkpoints that one key signed and that do not go together convict it,
        whoever holds both.
        """
        folder = self._file.parent / _EVIDENCE
        for signed in (*self._recalled, *shown):
            name = sha256(signed.partition(b"\n\n")[0]).hexdigest()
            write_whole(folder / f"{name}.checkpoint", signed)
        return folder

    def _read(self) -> dict[str, str]:
        try:
            content: object = json.loads(self._file.read_bytes())
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as error:
            raise UnreadableState(str(self._file)) from error
        if not isinstance(content, dict):
            raise UnreadableState(str(self._file))
        seen = cast("dict[str, object]", content)
        if not all(_is_checkpoint(text) for text in seen.values()):
            raise UnreadableState(str(self._file))
        return cast("dict[str, str]", seen)


def _is_checkpoint(value: object) -> bool:
    if not isinstance(value, str):
        return False
    text, blank, _ = value.partition("\n\n")
    try:
        parse_checkpoint(f"{text}\n" if blank else text)
    except VerificationError:
        return False
    return True
