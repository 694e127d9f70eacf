"""The whole table: what every event of the catalogue obliges us to."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import cast

from services.notifications.messages.commands import Command
from services.notifications.messages.telling import (
    announcing,
    appeals,
    applying,
    assessing,
    assessors,
    confirming,
    deciding,
    entries,
    fees,
    machinery,
    panel,
    people,
    transfers,
)
from services.notifications.messages.telling.line import Line, Told
from services.notifications.wordings.in_use import WORDINGS
from services.notifications.wordings.reading import BadWordings
from shared.capability import Asked, React
from shared.contracts.contract import EventData

THEMES: Mapping[str, Sequence[Line]] = MappingProxyType(
    {
        "Applying": applying.LINES,
        "Confirming": confirming.LINES,
        "Fees": fees.LINES,
        "Deciding": deciding.LINES,
        "Health and character": panel.LINES,
        "Appeals": appeals.LINES,
        "Entries": entries.LINES,
        "The public register": announcing.LINES,
        "Scopes that move": transfers.LINES,
        "Assessing": assessing.LINES,
        "The pool of assessors": assessors.LINES,
        "People": people.LINES,
        "The machinery": machinery.LINES,
    }
)
"""The lines, by theme."""


def tellings(themes: Mapping[str, Sequence[Line]]) -> Mapping[type[EventData], React]:
    """Return what each event obliges us to, for those of which somebody is told.

    Raises `BadWordings` where a line fills other fields than its wording has.
    """
    if faults := faults_of(themes):
        raise BadWordings(faults)
    told: dict[type[EventData], list[Told]] = {}
    for lines in themes.values():
        for line in lines:
            if isinstance(line, Told):
                told.setdefault(line.event, []).append(line)
    return MappingProxyType({event: _owed(lines) for event, lines in told.items()})


def faults_of(themes: Mapping[str, Sequence[Line]]) -> list[str]:
    """Return where lines and wordings do not fit, each a sentence."""
    faults: list[str] = []
    for line in (line for lines in themes.values() for line in lines):
        if isinstance(line, Told):
            wording = WORDINGS.get(line.wording)
            where = f"{line.event.TYPE} by {line.wording}"
            if wording is None:
                faults.append(f"{where}: there is no such wording")
            elif line.fields != set(wording.fields):
                differing = ", ".join(sorted(line.fields ^ set(wording.fields)))
                faults.append(f"{where}: the line or the wording lacks {differing}")
    return faults


def _owed(lines: Sequence[Told]) -> React:
    def owed(event: EventData, asked: Asked) -> Sequence[Command]:
        """Return the messages of every line of the event."""
        return [one for line in lines for one in line.owed(event, asked)]

    return cast("React", owed)
