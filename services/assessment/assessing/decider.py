"""A case, decided: opened, assigned, judged, moderated, concluded."""

from collections.abc import Sequence

from services.assessment.assessing.commands import Command
from services.assessment.assessing.commands.judging import Judging
from services.assessment.assessing.deciding import judged, seated
from services.assessment.assessing.deciding.events import Event, Judged
from services.assessment.assessing.state import NotOpened, State
from shared.decider import Decider


def decide(command: Command, state: State) -> Sequence[Event]:
    """Return the events that `command` leads to, or raise `Refused`."""
    if isinstance(command, Judging):
        return judged.decide(command, state)
    return seated.decide(command, state)


def evolve(state: State, event: Event) -> State:
    """Return the situation after the event; one that does not fit changes nothing."""
    if isinstance(event, Judged):
        return judged.evolve(state, event)
    return seated.evolve(state, event)


ASSESSMENT = Decider[Command, State, Event](
    initial=NotOpened(), decide=decide, evolve=evolve
)
"""The rules of one case."""
