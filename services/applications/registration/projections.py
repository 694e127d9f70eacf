"""The public register follows its events, in the deciding transaction."""

from collections.abc import Iterator, Sequence

from services.applications.footings import Standing, put_footings
from services.applications.registration.decider import footings_of
from services.applications.registration.rules import Status
from shared.capability import Database, Holding, Recorded
from shared.contracts.applications import RegistrationEntered
from shared.contracts.contract import EventData
from shared.contracts.retention import RecordClass
from shared.contracts.transfers import EntryTransferred
from shared.names import plain

# Entries come in the order in which their numbers were given: the turn sees to it.
ENTERED = """
INSERT INTO register_entries (
    sequence, registration_number, person_id, application_id, scopes, route, status,
    registered_on, given_names, family_name, work_town, sought_name)
SELECT coalesce(max(sequence), 0) + 1, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11
  FROM register_entries
ON CONFLICT (registration_number) DO NOTHING
"""


HOLDS = (
    Holding(
        "register_entries",
        RecordClass.CONTACT,
        "UPDATE register_entries SET work_town = NULL WHERE person_id = $1",
    ),
    Holding(
        "register_entries",
        RecordClass.ENTRY,
        "UPDATE register_entries"
        " SET given_names = NULL, family_name = NULL, sought_name = NULL"
        " WHERE person_id = $1",
    ),
)
"""What the register's entries hold of a person."""


async def project(database: Database, recorded: Sequence[Recorded]) -> None:
    """Bring the register up to these events, in their order."""
    await database.executemany(
        ENTERED,
        [
            (
                event.registration_number,
                event.person_id,
                event.application_id,
                event.scopes,
                event.route,
                Status.REGISTERED.value,
                event.registered_on,
                event.given_names,
                event.family_name,
                event.work_town,
                plain(f"{event.given_names or ''} {event.family_name or ''}"),
            )
            for event in (one.event for one in recorded)
            if isinstance(event, RegistrationEntered)
        ],
    )
    standings = [s for one in recorded for s in _standings(one.event)]
    await put_footings(database, standings)


def _standings(event: EventData) -> Iterator[Standing]:
    match event:
        case RegistrationEntered():
            for scope, footing in footings_of(event).items():
                yield Standing(
                    event.registration_number,
                    event.application_id,
                    scope,
                    footing,
                    event.registered_on,
                )
        case EntryTransferred():
            yield Standing(
                event.registration_number,
                event.application_id,
                event.scope,
                event.footing,
                event.transferred_on,
            )
        case _:
            return
