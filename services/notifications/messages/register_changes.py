"""What changes in the public register, kept until each subscriber is owed the news.

In facts that anybody may read there: no reason, no case and no name. Whoever is told
looks the number up in the register.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, TypeAlias
from uuid import UUID

from orjson import OPT_SORT_KEYS, dumps

from shared.capability import Database, Holding, Recorded
from shared.contracts.applications import RegistrationEntered
from shared.contracts.contract import EventData
from shared.contracts.entries import (
    EntryAmended,
    EntryRemoved,
    EntryRestored,
    PracticeLevelAdded,
    ScopesAdded,
)
from shared.contracts.retention import RecordClass
from shared.contracts.subscribing import Change

Facts: TypeAlias = Mapping[str, str | list[str]]


@dataclass(frozen=True, slots=True)
class Public:
    """What an event changes in the public register, and `on` which of its fields' day.

    `named` are the fields that are said as they are, `listed` those with several codes.
    """

    change: Change
    on: str
    named: tuple[str, ...] = ()
    listed: tuple[str, ...] = ("scopes",)

    def facts(self, event: EventData) -> Facts:
        """Return what the public may read of the change."""
        said: Any = event
        day: date = getattr(said, self.on)
        return {
            "registration_number": said.registration_number,
            "change": self.change.value,
            "effective_on": day.isoformat(),
            **{name: str(getattr(said, name)) for name in self.named},
            **{name: list(getattr(said, name)) for name in self.listed},
        }


PUBLIC: Mapping[type[EventData], Public] = MappingProxyType(
    {
        RegistrationEntered: Public(Change.ENTERED, "registered_on"),
        ScopesAdded: Public(Change.SCOPES_ADDED, "added_on"),
        PracticeLevelAdded: Public(Change.LEVEL_ADDED, "added_on", named=("level",)),
        EntryRestored: Public(Change.RESTORED, "restored_on", named=("status",)),
        EntryAmended: Public(
            Change.AMENDED, "amended_on", listed=("scopes_ended", "levels_ended")
        ),
        EntryRemoved: Public(
            Change.REMOVED, "removed_on", named=("status",), listed=()
        ),
    }
)
"""What each event changes in the public register."""

# Nobody to tell, nothing to keep; whom an entry is of, the application knows.
CHANGED = """
INSERT INTO register_changes (
    change_id,
    change,
    application_id,
    person_id,
    facts,
    changed_at,
    correlation_id
)
SELECT
    $1,
    $2,
    $3,
    (SELECT person_id FROM applicant_contacts WHERE application_id = $3),
    $4,
    $5,
    $6
WHERE EXISTS (SELECT FROM subscribers WHERE status = 'enabled')
ON CONFLICT (change_id) DO NOTHING
"""

CHANGES = Holding(
    "register_changes",
    RecordClass.APPLICATION,
    "DELETE FROM register_changes WHERE person_id = $1",
)
"""What the table of changes holds of a person."""


async def keep_changes(database: Database, recorded: Sequence[Recorded]) -> None:
    """Keep what changed for the public, where anybody is to be told of it."""
    changes = [_changed(one) for one in recorded if type(one.event) in PUBLIC]
    if changes:
        await database.executemany(CHANGED, changes)


def _changed(one: Recorded) -> tuple[object, ...]:
    public, said = PUBLIC[type(one.event)], one.envelope
    application_id: UUID = getattr(one.event, "application_id")  # noqa: B009
    return (
        said.id,
        public.change.value,
        application_id,
        dumps(public.facts(one.event), option=OPT_SORT_KEYS).decode(),
        said.time,
        said.correlationid,
    )
