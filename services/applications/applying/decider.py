"""Every decision about an application, and what it is after each event."""

from collections.abc import Sequence

from services.applications.applying.commands import (
    AnswerFurtherInformation,
    AskFurtherInformation,
    CheckRegistrationElsewhere,
    Command,
    DecideApplication,
    FindOnAppeal,
    LapseFurtherInformation,
    LodgeAppeal,
    ReceiveRecommendation,
    RecordAppealOverdue,
    SubmitApplication,
    WithdrawAppeal,
    WithdrawApplication,
)
from services.applications.applying.deciding.appealing import (
    lodge,
    record_overdue,
    take_back,
)
from services.applications.applying.deciding.checking import check_elsewhere
from services.applications.applying.deciding.corresponding import (
    answer,
    ask,
    lapse,
    withdraw,
)
from services.applications.applying.deciding.events import Event
from services.applications.applying.deciding.evolving import evolve
from services.applications.applying.deciding.finding import find
from services.applications.applying.deciding.outcomes import decide_application
from services.applications.applying.deciding.recommending import receive
from services.applications.applying.deciding.submitting import submit
from services.applications.applying.state import State, Unsubmitted
from shared.decider import Decider


def decide(  # noqa: C901, PLR0911 - one line a command
    command: Command, state: State
) -> Sequence[Event]:
    """Return the events that `command` leads to, or raise `Refused`."""
    match command:
        case SubmitApplication():
            return submit(command, state)
        case ReceiveRecommendation():
            return receive(command, state)
        case DecideApplication():
            return decide_application(command, state)
        case AskFurtherInformation():
            return ask(command, state)
        case AnswerFurtherInformation():
            return answer(command, state)
        case LapseFurtherInformation():
            return lapse(command, state)
        case WithdrawApplication():
            return withdraw(command, state)
        case LodgeAppeal():
            return lodge(command, state)
        case WithdrawAppeal():
            return take_back(command, state)
        case FindOnAppeal():
            return find(command, state)
        case RecordAppealOverdue():
            return record_overdue(command, state)
        case CheckRegistrationElsewhere():
            return check_elsewhere(command, state)


APPLICATION = Decider[Command, State, Event](
    initial=Unsubmitted(), decide=decide, evolve=evolve
)
