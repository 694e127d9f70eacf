"""What entering somebody must know of the register: the next number, who is in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from uuid import UUID

from services.applications.entries import (
    EntryOf,
    entries_by_application,
    entries_of,
)
from services.applications.registration.commands import (
    AmendEntry,
    Command,
    EnterRegistration,
    RemoveEntry,
    TransferEntry,
)
from shared.capability import Database
from shared.contracts.applications import RegistrationEntered
from shared.contracts.contract import EventData
from shared.contracts.entries import (
    EntryRemoved,
    EntryRestored,
    PracticeLevelAdded,
    ScopesAdded,
)

LAST = "SELECT coalesce(max(sequence), 0) FROM register_entries"


@dataclass(frozen=True, slots=True)
class Known:
    """How many numbers have been given, and to whom of a batch's people.

    `entered` are the numbers that a batch's applications led to; `people` the entries
    of its people, standing or not.
    """

    last: int = 0
    entered: Mapping[UUID, str] = field(default_factory=lambda: MappingProxyType({}))
    people: Mapping[UUID, EntryOf] = field(default_factory=lambda: MappingProxyType({}))


class KnownEntries:
    """The register's numbers: one batch at a time gives them, in order, each once."""

    def __init__(self) -> None:
        self.turn: str | None = "registration"

    async def load(self, database: Database, commands: Sequence[Command]) -> Known:
        """Return the last number given, and the entries that this batch is about."""
        applications = [c.application_id for c in commands]
        entered = await entries_by_application(database, applications)
        people = {
            command.person_id
            for command in commands
            if isinstance(command, EnterRegistration) and command.person_id
        }
        return Known(
            last=await database.fetchval(LAST),
            entered={one: found.registration_number for one, found in entered.items()},
            people=await entries_of(database, people),
        )

    def inform(self, command: Command, known: Known) -> Command:
        """Return the command with the number that it is about.

        Who has an entry already is entered under its number: where it stands, or where
        the rulebook lets who comes back keep it.
        """
        match command:
            case TransferEntry():
                return command
            case AmendEntry() | RemoveEntry():
                number = known.entered.get(command.application_id, "")
                return replace(command, number=number)
            case EnterRegistration():
                return _numbered(command, known)

    def learn(self, known: Known, event: EventData) -> Known:
        """Return what is known after an event of this batch."""
        match event:
            case RegistrationEntered():
                return replace(_with(known, event), last=known.last + 1)
            case ScopesAdded() | PracticeLevelAdded() | EntryRestored():
                return _with(known, event)
            case EntryRemoved():
                return _without(known, event)
            case _:
                return known


def _numbered(command: EnterRegistration, known: Known) -> EnterRegistration:
    before = known.entered.get(command.application_id)
    if before is not None:
        return replace(command, number=before, entered=before)
    own = None if command.person_id is None else known.people.get(command.person_id)
    if own is not None and (own.stands or command.keeps_number):
        return replace(command, number=own.registration_number, extends=True)
    return replace(command, number=command.numbering.number(known.last + 1))


def _with(
    known: Known,
    event: RegistrationEntered | ScopesAdded | PracticeLevelAdded | EntryRestored,
) -> Known:
    number, person = event.registration_number, event.person_id
    before = known.people.get(person)
    began = event.application_id if before is None else before.application_id
    entry = EntryOf(number, began, person, stands=True)
    return replace(
        known,
        entered={**known.entered, event.application_id: number},
        people={**known.people, person: entry},
    )


def _without(known: Known, event: EntryRemoved) -> Known:
    people = {
        person: replace(entry, stands=False)
        if entry.registration_number == event.registration_number
        else entry
        for person, entry in known.people.items()
    }
    return replace(known, people=people)
