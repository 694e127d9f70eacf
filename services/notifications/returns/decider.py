"""Mail that is not believed is put on record, once."""

from collections.abc import Sequence

from services.notifications.returns.commands import Command
from services.notifications.returns.state import NotSeen, OnRecord, State
from shared.contracts.returned_mail import ReturnedMailSetAside
from shared.decider import Decider


def decide(command: Command, state: State) -> Sequence[ReturnedMailSetAside]:
    """Return that the mail was set aside, unless that is on record."""
    if isinstance(state, OnRecord):
        return []
    return [
        ReturnedMailSetAside(
            returned_id=command.returned_id,
            reason=command.reason,
            digests=command.digests,
        )
    ]


def evolve(_state: State, _event: ReturnedMailSetAside) -> State:
    """Return that it is on record."""
    return OnRecord()


RETURNED_MAIL = Decider[Command, State, ReturnedMailSetAside](
    initial=NotSeen(), decide=decide, evolve=evolve
)
"""The rules of returned mail."""
