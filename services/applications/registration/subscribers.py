"""What registration hears, and the capability as the kit sees it."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from services.applications.registration.commands import Command, EnterRegistration
from services.applications.registration.decider import REGISTRATION as ENTRY
from services.applications.registration.knowledge import KnownEntries
from services.applications.registration.projections import HOLDS, project
from shared.capability import Asked, Capability
from shared.clock import register_date
from shared.contracts.applications import ApplicationAccepted, RegistrationEntered
from shared.contracts.transfers import EntryTransferred
from shared.rulebook import Rulebook
from shared.rulebook.tables.routes import Standing


def on_application_accepted(
    event: ApplicationAccepted, asked: Asked
) -> Sequence[Command]:
    """An accepted applicant is entered in the register, once.

    Who applied as a registrant, for another scope or a level, has an entry already.
    """
    route = asked.rulebook.route(event.route)
    if route is not None and route.standing is Standing.REGISTERED:
        return []
    return [
        EnterRegistration(
            application_id=event.application_id,
            person_id=event.person_id,
            given_names=event.given_names,
            family_name=event.family_name,
            work_town=event.work_town,
            email=event.email,
            scopes=event.scopes,
            footings=_footings(event.scopes, asked.rulebook),
            route=event.route,
            numbering=asked.rulebook.numbering,
            now=asked.now,
            today=register_date(asked.now),
        )
    ]


def _footings(scopes: Sequence[str], rulebook: Rulebook) -> Mapping[str, str]:
    """Return on what each scope stands by the rules of the day."""
    found = ((code, rulebook.scope(code)) for code in scopes)
    return {code: scope.footing.value for code, scope in found if scope}


def stream_of(command: Command) -> str:
    """Return the stream of the entry, named by its number once that is known."""
    return f"registration/{command.number or 'next'}"


REGISTRATION = Capability(
    name="registration",
    decider=ENTRY,
    owns=(RegistrationEntered, EntryTransferred),
    stream_of=stream_of,
    hears=MappingProxyType({ApplicationAccepted: on_application_accepted}),
    topics=("applications.events",),
    knowledge=KnownEntries(),
    holds=HOLDS,
    project=project,
)
