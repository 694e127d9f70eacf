"""The appeal against what was decided of an entry, and when it has effect (R7)."""

from collections.abc import Sequence

from services.applications.entry_fraud.commands import (
    AppealCase,
    DecideAppeal,
    Subject,
    TakeEffect,
)
from services.applications.entry_fraud.deciding.events import Event
from services.applications.entry_fraud.rules import (
    Reason,
    concerns,
    had_no_part,
    is_untied,
    refused,
)
from services.applications.entry_fraud.state import Decided, NotRaised, State
from shared.contracts.entry_fraud import (
    EntryFraudAppealDecided,
    EntryFraudAppealed,
    EntryFraudTookEffect,
)
from shared.rulebook.tables.entry_fraud import AppealTo


def appeal(command: AppealCase, state: State) -> Sequence[Event]:
    """Return the appeal, in time; one that was lodged already is quiet."""
    if isinstance(state, NotRaised):
        raise refused(Reason.NO_CASE)
    concerns(command.sender, command.subject)
    is_untied(command.recorder, command.subject)
    if not isinstance(state, Decided):
        raise refused(Reason.NOTHING_TO_APPEAL)
    if state.appealed:
        return []
    if command.today > state.appeal_by:
        raise refused(Reason.APPEAL_LATE, [state.appeal_by])
    subject = command.subject or Subject(state.application_id)
    return [
        EntryFraudAppealed(
            case_id=command.case_id,
            application_id=state.application_id,
            documents=command.documents,
            person_id=subject.person_id,
            given_names=subject.given_names,
            email=subject.email,
            statement=command.statement,
        )
    ]


def decide_appeal(command: DecideAppeal, state: State) -> Sequence[Event]:
    """Return the decision on the appeal; where it is dismissed, effect follows now."""
    is_untied(command.decider, command.subject)
    if not isinstance(state, Decided) or not state.appealed:
        raise refused(Reason.NO_APPEAL)
    _may_decide(command, state)
    if not command.reasons:
        raise refused(Reason.NO_REASONS)
    subject = command.subject or Subject(state.application_id)
    decided = EntryFraudAppealDecided(
        case_id=command.case_id,
        application_id=state.application_id,
        set_aside=command.set_aside,
        decider=command.decider,
        by_court=command.by_court,
        person_id=subject.person_id,
        given_names=subject.given_names,
        email=subject.email,
        reasons=command.reasons,
        explanation=command.explanation,
    )
    if command.set_aside:
        return [decided]
    return [decided, _effect(command, state)]


def take_effect(command: TakeEffect, state: State) -> Sequence[Event]:
    """Return that the decision has effect, once nobody may appeal any more."""
    if not isinstance(state, Decided) or state.appealed:
        return []
    if command.today <= state.appeal_by:
        return []
    return [_effect(command, state)]


def _may_decide(command: DecideAppeal, state: Decided) -> None:
    """What a court decided is recorded by whoever; a panel's member had no part."""
    if command.by_court:
        if command.appeal_to is not AppealTo.COURT:
            raise refused(Reason.TO_THE_PANEL)
        return
    if command.appeal_to is not AppealTo.PANEL:
        raise refused(Reason.TO_THE_COURT)
    had_no_part(command.decider, state.acted, command.subject)


def _effect(command: DecideAppeal | TakeEffect, state: Decided) -> EntryFraudTookEffect:
    return EntryFraudTookEffect(
        case_id=command.case_id,
        application_id=state.application_id,
        outcome=state.outcome,
        effective_on=command.today,
        scopes_ended=state.scopes_ended,
        levels_ended=state.levels_ended,
        person_id=command.subject and command.subject.person_id,
    )
