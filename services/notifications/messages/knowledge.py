"""What deciding on a message must know: assessors' addresses, and what it once said."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import cast
from uuid import UUID

from services.notifications.messages.commands import (
    Command,
    Kept,
    OrderDelivery,
    Recipient,
    RecordPosted,
    RecordToldOtherwise,
    RequestMessage,
)
from services.notifications.messages.unmet import Overdue, find_overdue
from shared.capability import Database
from shared.contracts.contract import EventData
from shared.contracts.notifications import BY_EMAIL, POST, MessageRequested
from shared.contracts.sealing import open_disclosure
from shared.errors import NotYet

MOST_LISTED = 20
"""A letter names so many cases; the list shows the rest."""

CONTACTS = """
SELECT assessor_id, person_id, name, email
FROM assessor_contacts
WHERE assessor_id = ANY($1::text[])
"""

APPLICANTS = """
SELECT application_id, person_id, name, email
FROM applicant_contacts
WHERE application_id = ANY($1::uuid[])
"""

PREFERENCES = """
SELECT person_id, language, channel, postal_address
FROM preferences
WHERE person_id = ANY($1::uuid[])
"""

# The read table forgets what was sent; the disclosures of the event keep it.
KEPT = """
SELECT e.stream, d.person_id, d.disclosures
FROM events e
JOIN disclosures d ON d.event_id = e.id
WHERE e.stream = ANY($1::text[])
AND e.type = $2
"""


@dataclass(frozen=True, slots=True)
class Preference:
    """How a person wants to be written to."""

    language: str
    channel: str
    postal_address: str | None


@dataclass(frozen=True, slots=True)
class Known:
    """Addresses of assessors and applicants by id, and what is kept of messages.

    `preferences` are those of the persons who are written to, if they said any.
    """

    assessors: Mapping[str, Recipient] = field(
        default_factory=lambda: MappingProxyType({})
    )
    applicants: Mapping[UUID, Recipient] = field(
        default_factory=lambda: MappingProxyType({})
    )
    kept: Mapping[UUID, Kept] = field(default_factory=lambda: MappingProxyType({}))
    preferences: Mapping[UUID, Preference] = field(
        default_factory=lambda: MappingProxyType({})
    )
    overdue: Overdue | None = None


class KnownToMessages:
    """Knows the assessors to whom a message goes, and what a message once said."""

    turn: str | None = None

    async def load(self, database: Database, commands: Sequence[Command]) -> Known:
        """Return what the commands need, asked for once a batch and only if needed."""
        assessors = {
            command.assessor_id
            for command in commands
            if isinstance(command, RequestMessage) and command.assessor_id is not None
        }
        written = written_to(commands)
        applications = {
            command.application_id
            for command in commands
            if isinstance(command, RequestMessage)
            and command.application_id is not None
            and command.application_id not in written
        }
        messages = {
            command.message_id
            for command in commands
            if isinstance(command, OrderDelivery | RecordToldOtherwise | RecordPosted)
        }
        known: Mapping[str, Recipient] = (
            await _contacts(database, assessors) if assessors else {}
        )
        found: Mapping[UUID, Recipient] = (
            await _applicants(database, applications) if applications else {}
        )
        applicants = {**found, **written}
        people = {
            recipient.person_id
            for recipient in (*known.values(), *applicants.values(), *_named(commands))
            if recipient.person_id is not None
        }
        return Known(
            known,
            applicants,
            await _kept(database, messages) if messages else {},
            await _preferences(database, people) if people else {},
            await _overdue(database, commands),
        )

    def inform(self, command: Command, known: Known) -> Command:
        """Return the command with its recipient, written to as they want to be."""
        addressed = self._addressed(command, known)
        if not isinstance(addressed, RequestMessage) or addressed.recipient is None:
            return addressed
        person_id = addressed.recipient.person_id
        preference = known.preferences.get(person_id) if person_id else None
        return as_preferred(addressed, preference) if preference else addressed

    def _addressed(self, command: Command, known: Known) -> Command:
        """Return the command with its recipient; `NotYet` before they are known.

        An assignment may overtake the appointment on its way here, and a fee the
        application: it then waits, since a message owed is not forgotten.
        """
        match command:
            case OrderDelivery() | RecordToldOtherwise():
                kept = known.kept.get(command.message_id, Kept())
                return replace(command, kept=kept)
            case RecordPosted():
                kept = known.kept.get(command.message_id, Kept())
                return replace(command, person_id=kept.person_id)
            case RequestMessage() if command.overdue_at is not None:
                return _listing(command, known.overdue)
            case RequestMessage() if command.assessor_id is not None:
                contact = known.assessors.get(command.assessor_id)
                return _addressed(command, contact, f"assessor/{command.assessor_id}")
            case RequestMessage(recipient=None) if command.application_id is not None:
                contact = known.applicants.get(command.application_id)
                subject = f"application/{command.application_id}"
                return _addressed(command, contact, subject)
            case _:
                return command

    def learn(self, known: Known, event: EventData) -> Known:  # noqa: ARG002
        """Return what is known: no message changes an address."""
        return known


def as_preferred(command: RequestMessage, preference: Preference) -> RequestMessage:
    """Return the command as the person wants to be written to, where no rule decides.

    A notice goes as whoever waits for it asked, and what a rule demands by more than
    e-mail goes by that; a letter with a link is of no use on paper.
    """
    terms, recipient = command.terms, command.recipient
    assert recipient is not None  # noqa: S101 - asked for before
    postal_address = recipient.postal_address or preference.postal_address
    free = terms.channels == BY_EMAIL and not terms.notice_id and not command.link
    by_post = free and preference.channel == POST and postal_address is not None
    return replace(
        command,
        recipient=replace(recipient, postal_address=postal_address),
        terms=replace(
            terms,
            language=preference.language,
            channels=(POST,) if by_post else terms.channels,
        ),
    )


def _named(commands: Sequence[Command]) -> Iterator[Recipient]:
    for command in commands:
        if isinstance(command, RequestMessage) and command.recipient is not None:
            yield command.recipient


async def _preferences(
    database: Database, people: set[UUID]
) -> Mapping[UUID, Preference]:
    rows = await database.fetch(PREFERENCES, list(people))
    return {
        row["person_id"]: Preference(
            row["language"], row["channel"], row["postal_address"]
        )
        for row in rows
    }


def written_to(commands: Sequence[Command]) -> Mapping[UUID, Recipient]:
    """Return the applicants to whom commands of the batch are addressed, by id.

    An application and its fee often come together, and neither waits for the other.
    """
    return {
        command.application_id: command.recipient
        for command in commands
        if isinstance(command, RequestMessage)
        and command.application_id is not None
        and command.recipient is not None
    }


def _listing(command: RequestMessage, overdue: Overdue | None) -> RequestMessage:
    """Return the command with what is overdue; for nobody where nothing is."""
    if overdue is None or not overdue.number:
        return replace(command, recipient=None)
    found = {"number": overdue.number, "obligations": overdue.oldest}
    return replace(command, words={**command.words, **found})


async def _overdue(database: Database, commands: Sequence[Command]) -> Overdue | None:
    """Return what is overdue, if a letter is to list it."""
    asked = [
        command.overdue_at
        for command in commands
        if isinstance(command, RequestMessage) and command.overdue_at is not None
    ]
    return await find_overdue(database, max(asked), MOST_LISTED) if asked else None


def _addressed(
    command: RequestMessage, contact: Recipient | None, subject: str
) -> RequestMessage:
    """Return the command with whom it is for; nobody where they are erased."""
    if contact is None:
        raise NotYet(awaits=subject)
    return replace(command, recipient=contact if contact.address else None)


async def _applicants(
    database: Database, applications: set[UUID]
) -> Mapping[UUID, Recipient]:
    rows = await database.fetch(APPLICANTS, sorted(applications))
    return {
        row["application_id"]: Recipient(row["person_id"], row["name"], row["email"])
        for row in rows
    }


async def _contacts(database: Database, assessors: set[str]) -> Mapping[str, Recipient]:
    rows = await database.fetch(CONTACTS, sorted(assessors))
    return {
        row["assessor_id"]: Recipient(row["person_id"], row["name"], row["email"])
        for row in rows
    }


async def _kept(database: Database, messages: set[UUID]) -> Mapping[UUID, Kept]:
    streams = {f"message/{one}": one for one in messages}
    rows = await database.fetch(KEPT, sorted(streams), MessageRequested.TYPE)
    return {
        streams[row["stream"]]: _read(row["person_id"], row["disclosures"])
        for row in rows
    }


def _read(person_id: UUID | None, disclosures: str) -> Kept:
    said = dict(map(open_disclosure, disclosures.split("~")))

    def text(name: str) -> str | None:
        return cast("str | None", said.get(name))

    return Kept(
        person_id=person_id,
        to=text("to"),
        postal_address=text("postal_address"),
        subject_line=text("subject_line"),
        body=text("body"),
        html=text("html"),
    )
