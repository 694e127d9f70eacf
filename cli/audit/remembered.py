"""The last checkpoint seen of each log, kept in a file between two verifications."""

import json
import os
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import cast

from shared.tlog.checkpoint import Checkpoint, parse_checkpoint
from shared.tlog.errors import VerificationError


class UnreadableState(VerificationError):
    """The file of checkpoints seen before cannot be read, and is not overwritten."""


def state_file() -> Path:
    """Return the place that the XDG base directory specification gives such a file."""
    home = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(home) / "professional-register" / "checkpoints.json"


def recall(file: Path, origin: str) -> Checkpoint | None:
    """Return the last checkpoint seen of a log, if any; raises `UnreadableState`."""
    text = _read(file).get(origin)
    try:
        return parse_checkpoint(text) if text else None
    except VerificationError as error:
        raise UnreadableState(str(file)) from error


def remember(file: Path, checkpoint: Checkpoint) -> None:
    """Keep a checkpoint that has been verified, replacing the log's earlier one."""
    seen = _read(file) | {checkpoint.origin: checkpoint.text}
    file.parent.mkdir(parents=True, exist_ok=True)
    # Replaced in one step: an interruption must not make the verifier forget.
    with NamedTemporaryFile("w", dir=file.parent, delete=False) as written:
        json.dump(seen, written, indent=2)
        written.flush()
        os.fsync(written.fileno())
    Path(written.name).replace(file)


def _read(file: Path) -> dict[str, str]:
    try:
        content: object = json.loads(file.read_bytes())
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise UnreadableState(str(file)) from error
    if not isinstance(content, dict):
        raise UnreadableState(str(file))
    seen = cast("dict[str, object]", content)
    if not all(isinstance(text, str) for text in seen.values()):
        raise UnreadableState(str(file))
    return cast("dict[str, str]", seen)
