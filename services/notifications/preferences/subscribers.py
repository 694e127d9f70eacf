"""What preferences accept, and the capability as the kit sees it."""

from types import MappingProxyType

from services.notifications.preferences.commands import Command, Prefer
from services.notifications.preferences.decider import PREFERENCE
from services.notifications.preferences.knowledge import KnownApplicants
from services.notifications.preferences.projections import HOLDS, project
from shared.capability import Asked, Capability
from shared.contracts.preferring import (
    PreferencesSet,
    RecordPreferences,
    SetPreferences,
)


def prefer(data: SetPreferences | RecordPreferences, asked: Asked) -> Prefer:
    """A person says how to be written to, or a registrar records that they did."""
    return Prefer(
        application_id=data.application_id,
        language=data.language,
        channel=data.channel,
        postal_address=data.postal_address,
        sender=asked.actor if isinstance(data, SetPreferences) else None,
        now=asked.now,
    )


def stream_of(command: Command) -> str:
    """Return the stream of the preferences said of an application."""
    return f"preferences/{command.application_id}"


PREFERENCES = Capability(
    name="preferences",
    decider=PREFERENCE,
    owns=(PreferencesSet,),
    stream_of=stream_of,
    accepts=MappingProxyType({SetPreferences: prefer, RecordPreferences: prefer}),
    knowledge=KnownApplicants(),
    holds=HOLDS,
    project=project,
)
"""How people are written to, wired."""
