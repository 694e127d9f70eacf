"""What identity accepts and hears, and the capability as the kit sees it."""

from collections.abc import Sequence
from types import MappingProxyType

from services.applications.identity.commands import (
    Command,
    DecideDuplicate,
    RaiseDuplicate,
)
from services.applications.identity.decider import IDENTITY as ONE_PERSON
from services.applications.identity.knowledge import KnownPeople
from services.applications.identity.projections import HOLDS, project, take_in
from services.applications.matters import pair_of
from shared.capability import Asked, Capability
from shared.contracts import identity as contracts
from shared.contracts.applications import ApplicationSubmitted


def on_application_submitted(
    event: ApplicationSubmitted, asked: Asked
) -> Sequence[Command]:
    """Each application that it may repeat becomes a question for a registrar."""
    return [
        RaiseDuplicate(
            pair_id=pair_of(event.application_id, other),
            application_id=event.application_id,
            other_application_id=other,
            person_id=event.person_id,
            now=asked.now,
        )
        for other in event.possible_duplicate_of
    ]


def decide(data: contracts.DecidePossibleDuplicate, asked: Asked) -> DecideDuplicate:
    """The registrar who asks decides; software never does."""
    return DecideDuplicate(
        pair_id=data.pair_id,
        decision=data.decision,
        grounds=data.grounds,
        explanation=data.explanation,
        now=asked.now,
        actor=asked.actor,
    )


def stream_of(command: Command) -> str:
    """Return the stream of the question about two applications."""
    return f"identity/{command.pair_id}"


IDENTITY = Capability(
    name="identity",
    decider=ONE_PERSON,
    owns=contracts.EVENTS,
    stream_of=stream_of,
    accepts=MappingProxyType({contracts.DecidePossibleDuplicate: decide}),
    hears=MappingProxyType({ApplicationSubmitted: on_application_submitted}),
    topics=("applications.events",),
    knowledge=KnownPeople(),
    holds=HOLDS,
    project=project,
    take_in=take_in,
)
