"""The wordings in `templates/`: a name and a version each, the last one in use.

A wording that was ever used is never changed: a new version is written beside it, so
that what a person was told can be read again.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from services.notifications.messages.commands import Wording

TEMPLATES = Path(__file__).parent / "templates"
_NAME = re.compile(r"(?P<name>[a-z-]+)\.v(?P<version>[0-9]+)\.txt")


def read_wordings(folder: Path) -> Mapping[str, Wording]:
    """Return the last version of each wording in the folder, by name."""
    last: dict[str, Wording] = {}
    for path in sorted(folder.glob("*.txt")):
        found = _NAME.fullmatch(path.name)
        if found is None:
            raise ValueError(f"{path.name} is not named <name>.v<version>.txt")
        wording = Wording(
            found["name"], int(found["version"]), path.read_text(encoding="utf-8")
        )
        if wording.name not in last or last[wording.name].version < wording.version:
            last[wording.name] = wording
    return MappingProxyType(last)


WORDINGS: Mapping[str, Wording] = read_wordings(TEMPLATES)
"""The wordings in use."""
