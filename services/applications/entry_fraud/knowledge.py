"""What such a case must know: whom it is about, and who had a part in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from uuid import UUID

from services.applications.entries import (
    EntryOf,
    entries_by_application,
    entries_numbered,
)
from services.applications.entry_fraud.commands import (
    Command,
    Held,
    RaiseCase,
    RecordUnanswered,
    Subject,
)
from services.applications.entry_fraud.queries import held_by
from services.applications.ties import Ties, read_ties
from shared.capability import Database
from shared.contracts.contract import EventData
from shared.contracts.entry_fraud import EntryFraudRaised

# Nothing was submitted yet by whom an application was only returned to.
SUBJECTS = """
SELECT application_id,
       person_id,
       given_names,
       email,
       applicant,
       assessors || deciders || heard_by AS acted
  FROM applications
 WHERE application_id = ANY($1::uuid[]) AND submitted_on IS NOT NULL
"""

OF_CASES = """
SELECT case_id, application_id FROM entry_fraud_cases WHERE case_id = ANY($1::uuid[])
"""

OPEN_ON = """
SELECT application_id, case_id
  FROM entry_fraud_cases
 WHERE application_id = ANY($1::uuid[]) AND status <> 'ended'
"""


@dataclass(frozen=True, slots=True)
class Known:
    """Whom the cases of a batch are about; applications by case and by number."""

    cases: Mapping[UUID, UUID] = field(default_factory=lambda: MappingProxyType({}))
    numbers: Mapping[str, UUID] = field(default_factory=lambda: MappingProxyType({}))
    open: Mapping[UUID, UUID] = field(default_factory=lambda: MappingProxyType({}))
    subjects: Mapping[UUID, Subject] = field(
        default_factory=lambda: MappingProxyType({})
    )


class KnownCases:
    """One case at a time on an application: one batch at a time raises them."""

    turn: str | None = "entry-fraud"

    async def load(self, database: Database, commands: Sequence[Command]) -> Known:
        """Return whom the commands of a batch are about, in a few queries."""
        case_ids = [command.case_id for command in commands]
        rows = await database.fetch(OF_CASES, case_ids)
        cases = {row["case_id"]: row["application_id"] for row in rows}
        raised = [one for one in commands if isinstance(one, RaiseCase)]
        given = [one.registration_number for one in raised if one.registration_number]
        numbered = await entries_numbered(database, given)
        numbers = {number: one.application_id for number, one in numbered.items()}
        named = {one.application_id for one in raised if one.application_id}
        applications = sorted({*cases.values(), *numbers.values(), *named})
        open_on = await database.fetch(OPEN_ON, applications) if raised else ()
        return Known(
            cases=cases,
            numbers=numbers,
            open={row["application_id"]: row["case_id"] for row in open_on},
            subjects=await _subjects(database, applications),
        )

    def inform(self, command: Command, known: Known) -> Command:
        """Return the command with whom it is about."""
        match command:
            case RecordUnanswered():
                return command
            case RaiseCase():
                application = _named(command, known)
                if application is None:
                    return command
                return replace(
                    command,
                    subject=known.subjects.get(application),
                    open_case=known.open.get(application),
                )
            case _:
                application = known.cases.get(command.case_id)
                if application is None:
                    return command
                return replace(command, subject=known.subjects.get(application))

    def learn(self, known: Known, event: EventData) -> Known:
        """Return what is known after an event of this batch."""
        if not isinstance(event, EntryFraudRaised):
            return known
        return replace(
            known,
            cases={**known.cases, event.case_id: event.application_id},
            open={**known.open, event.application_id: event.case_id},
        )


def _named(command: RaiseCase, known: Known) -> UUID | None:
    """Return the application that a case is about, by its id or by the entry's number.

    Where both are given, the application is to have led to that entry.
    """
    if not command.registration_number:
        return command.application_id
    found = known.numbers.get(command.registration_number.upper())
    if command.application_id is not None and command.application_id != found:
        return None
    return found


async def _subjects(
    database: Database, applications: Sequence[UUID]
) -> Mapping[UUID, Subject]:
    rows = await database.fetch(SUBJECTS, applications)
    entries = await entries_by_application(database, applications)
    held = await held_by(
        database, {entry.registration_number for entry in entries.values()}
    )
    ties = await read_ties(database, applications)
    return {
        row["application_id"]: Subject(
            application_id=row["application_id"],
            person_id=row["person_id"],
            given_names=row["given_names"],
            email=row["email"],
            applicant=row["applicant"],
            acted=_tied(ties, row["application_id"]).judged | frozenset(row["acted"]),
            tied=_tied(ties, row["application_id"]).tied,
            held=_held(entries, held, row["application_id"]),
        )
        for row in rows
    }


def _tied(ties: Mapping[UUID, Ties], application_id: UUID) -> Ties:
    return ties.get(application_id, Ties())


def _held(
    entries: Mapping[UUID, EntryOf], held: Mapping[str, Held], application_id: UUID
) -> Held | None:
    entry = entries.get(application_id)
    return None if entry is None else held.get(entry.registration_number)
