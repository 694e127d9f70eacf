"""A case, decided: opened, assigned, recommended on, concluded."""

from collections.abc import Sequence

from services.assessment.assessing.commands import Command, Recommend
from services.assessment.assessing.deciding import judging, seated
from services.assessment.assessing.deciding.events import Event
from services.assessment.assessing.state import NotOpened, State
from shared.contracts.assessment import AssessmentConcluded, RecommendationGiven
from shared.decider import Decider


def decide(command: Command, state: State) -> Sequence[Event]:
    """Return the events that `command` leads to, or raise `Refused`."""
    match command:
        case Recommend():
            return judging.recommend(command, state)
        case _:
            return seated.decide(command, state)


def evolve(state: State, event: Event) -> State:
    """Return the situation after the event; one that does not fit changes nothing."""
    match event:
        case RecommendationGiven():
            return judging.given(state, event)
        case AssessmentConcluded():
            return judging.concluded(state)
        case _:
            return seated.evolve(state, event)


ASSESSMENT = Decider[Command, State, Event](
    initial=NotOpened(), decide=decide, evolve=evolve
)
"""The rules of one case."""
