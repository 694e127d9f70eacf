"""A TOML file as it is read: its values, its lines, and the digest of its bytes."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from shared.rulebook.faults import Place, Placed, RulebookFaults, in_words
from shared.rulebook.lines import line_of, lines_of

_SYNTAX_LINE = re.compile(r" \(at line (\d+), column \d+\)$")


@dataclass(frozen=True, slots=True)
class TomlFile:
    """What a file holds; `lines` says where, `sha256` names its bytes."""

    name: str
    content: Mapping[str, Any]
    lines: Mapping[Place, int]
    sha256: str

    def placed(self, path: Place, sentence: str) -> Placed:
        """Return a fault at a path of the file, by its line and in words."""
        spoken, content = path, self.content
        if _is_in_version(path):
            # The line tells which version is meant.
            spoken = (VERSION, *path[2:])
            content = {VERSION: content[VERSION][path[1]]}
        place = in_words(spoken, content)
        return Placed(self.name, line_of(self.lines, path), place, sentence)


VERSION = "version"
"""The table that a rulebook has once for each day on which the rules changed."""


def read_toml(path: Path) -> TomlFile:
    """Return the file; `RulebookFaults` says why it cannot be read, and where."""
    try:
        raw = path.read_bytes()
        text = raw.decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise _unreadable(path, None, f"it cannot be read ({reason})") from error
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _not_toml(path, text, str(error)) from error
    return TomlFile(path.name, content, lines_of(text), sha256(raw).hexdigest())


def _not_toml(path: Path, text: str, message: str) -> RulebookFaults:
    found = _SYNTAX_LINE.search(message)
    line = int(found[1]) if found else text.count("\n") + 1
    said = _SYNTAX_LINE.sub("", message)
    return _unreadable(path, line, f"it is not TOML from here on ({said})")


def _unreadable(path: Path, line: int | None, sentence: str) -> RulebookFaults:
    return RulebookFaults(path.name, [Placed(path.name, line, "", sentence)])


def _is_in_version(path: Place) -> bool:
    return len(path) > 1 and path[0] == VERSION and isinstance(path[1], int)
