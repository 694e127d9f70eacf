"""Every decision in such a case, and how it stands after each event."""

from collections.abc import Sequence
from dataclasses import replace

from services.applications.entry_fraud.commands import (
    AnswerCase,
    AppealCase,
    Command,
    DecideAppeal,
    DecideCase,
    RaiseCase,
    RecordUnanswered,
    TakeEffect,
)
from services.applications.entry_fraud.deciding.appealing import (
    appeal,
    decide_appeal,
    take_effect,
)
from services.applications.entry_fraud.deciding.events import Event
from services.applications.entry_fraud.deciding.hearing import (
    answer,
    decide_case,
    raise_case,
    record_unanswered,
)
from services.applications.entry_fraud.rules import ON_AN_ENTRY
from services.applications.entry_fraud.state import (
    Decided,
    Ended,
    NotRaised,
    Open,
    State,
)
from shared.contracts.entry_fraud import (
    EntryFraudAnswered,
    EntryFraudAppealDecided,
    EntryFraudAppealed,
    EntryFraudDecided,
    EntryFraudOutcome,
    EntryFraudRaised,
    EntryFraudTookEffect,
    EntryFraudUnanswered,
)
from shared.decider import Decider


def decide(  # noqa: PLR0911 - one line a command
    command: Command, state: State
) -> Sequence[Event]:
    """Return the events that `command` leads to, or raise `Refused`."""
    match command:
        case RaiseCase():
            return raise_case(command, state)
        case AnswerCase():
            return answer(command, state)
        case RecordUnanswered():
            return record_unanswered(command, state)
        case DecideCase():
            return decide_case(command, state)
        case AppealCase():
            return appeal(command, state)
        case DecideAppeal():
            return decide_appeal(command, state)
        case TakeEffect():
            return take_effect(command, state)


def evolve(  # noqa: PLR0911 - one line an event
    state: State, event: Event
) -> State:
    """Return how the case stands after `event`; one that does not fit changes none."""
    match event:
        case EntryFraudRaised():
            return Open(event.application_id, event.raiser, event.respond_by)
        case EntryFraudAnswered() if isinstance(state, Open):
            return replace(state, answers=event.answer)
        case EntryFraudUnanswered() if isinstance(state, Open):
            return replace(state, unanswered=True)
        case EntryFraudDecided() if isinstance(state, Open):
            return _decided(state, event)
        case EntryFraudAppealed() if isinstance(state, Decided):
            return replace(state, appealed=True)
        case EntryFraudAppealDecided() if isinstance(state, Decided):
            outcome = EntryFraudOutcome.NO_CASE if event.set_aside else state.outcome
            return Ended(event.application_id, outcome)
        case EntryFraudTookEffect():
            return Ended(event.application_id, event.outcome)
        case _:
            return state


def _decided(state: Open, event: EntryFraudDecided) -> State:
    if event.outcome not in ON_AN_ENTRY or event.appeal_by is None:
        return Ended(event.application_id, event.outcome)
    return Decided(
        application_id=event.application_id,
        outcome=event.outcome,
        scopes_ended=event.scopes_ended,
        levels_ended=event.levels_ended,
        appeal_by=event.appeal_by,
        acted=frozenset({state.raiser, event.decider}),
    )


ENTRY_FRAUD = Decider[Command, State, Event](
    initial=NotRaised(), decide=decide, evolve=evolve
)
