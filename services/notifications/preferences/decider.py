"""Every decision about how somebody is written to."""

from collections.abc import Sequence

from services.notifications.preferences.commands import Command
from services.notifications.preferences.rules import no_application, no_postal_address
from services.notifications.preferences.state import Preferred, State, Unsaid
from shared.contracts.preferring import (
    PreferencesSet,
    PreferredChannel,
)
from shared.decider import Decider


def decide(command: Command, _state: State) -> Sequence[PreferencesSet]:
    """Return that the preferences are set, or raise `Refused`.

    The same again is nothing new, unless it comes with an address, which is not known
    here.
    """
    own = command.sender is not None
    if command.person_id is None or (own and command.sender != command.applicant):
        raise no_application()
    postal_address = (command.postal_address or "").strip() or None
    if command.channel is PreferredChannel.POST and postal_address is None:
        raise no_postal_address()
    same = (command.language.value, command.channel.value) == command.stands
    if same and postal_address is None:
        return []
    return [
        PreferencesSet(
            application_id=command.application_id,
            language=command.language,
            channel=command.channel,
            person_id=command.person_id,
            postal_address=postal_address,
        )
    ]


def evolve(_state: State, event: PreferencesSet) -> State:
    """Return what was said last."""
    return Preferred(event.language, event.channel)


PREFERENCE = Decider[Command, State, PreferencesSet](
    initial=Unsaid(), decide=decide, evolve=evolve
)
"""The rules of preferences."""
