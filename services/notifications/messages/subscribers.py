"""Whom the events of the register oblige us to tell, and what."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from services.notifications.messages.accepting import ACCEPTS, DUE, deadlines
from services.notifications.messages.commands import Command
from services.notifications.messages.decider import MESSAGE
from services.notifications.messages.deciding.events import OWNS
from services.notifications.messages.knowledge import KnownToMessages
from services.notifications.messages.notices import NOTICES
from services.notifications.messages.projections import HOLDS, project, take_in
from services.notifications.messages.register_changes import PUBLIC
from services.notifications.messages.telling.table import THEMES, tellings
from shared.capability import Asked, Capability, React
from shared.contracts.assessment import AssessorAppointed
from shared.contracts.contract import EventData


def on_assessor_appointed(
    _event: AssessorAppointed, _asked: Asked
) -> Sequence[Command]:
    """An assessor's address is kept; the appointment itself needs no message."""
    return []


def on_register_changed(_event: EventData, _asked: Asked) -> Sequence[Command]:
    """A change that the public sees is kept until subscribers are owed it."""
    return []


def stream_of(command: Command) -> str:
    """Return the stream of a message."""
    return f"message/{command.message_id}"


HEARS: Mapping[type[EventData], React] = MappingProxyType(
    {
        **dict.fromkeys(PUBLIC, on_register_changed),
        **tellings(THEMES),
        **NOTICES,
        AssessorAppointed: on_assessor_appointed,
    }
)
"""What each event obliges us to."""

MESSAGES = Capability(
    name="messages",
    decider=MESSAGE,
    owns=OWNS,
    stream_of=stream_of,
    accepts=ACCEPTS,
    hears=HEARS,
    topics=("applications.events", "assessment.events"),
    due=DUE,
    deadlines=deadlines,
    knowledge=KnownToMessages(),
    holds=HOLDS,
    project=project,
    take_in=take_in,
    keeps_rules=True,
)
"""Telling people, wired."""
