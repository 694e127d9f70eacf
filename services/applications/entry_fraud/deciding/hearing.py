"""Raising a case, answering it, and deciding it (domain §1.5)."""

from collections.abc import Sequence

from services.applications.entry_fraud.commands import (
    AnswerCase,
    DecideCase,
    RaiseCase,
    RecordUnanswered,
    Subject,
)
from services.applications.entry_fraud.deciding.events import Event
from services.applications.entry_fraud.rules import (
    ON_AN_ENTRY,
    Reason,
    concerns,
    fits,
    had_no_part,
    is_untied,
    refused,
)
from services.applications.entry_fraud.state import (
    Decided,
    Ended,
    NotRaised,
    Open,
    State,
)
from shared.contracts.entry_fraud import (
    EntryFraudAnswered,
    EntryFraudDecided,
    EntryFraudRaised,
    EntryFraudUnanswered,
)


def raise_case(command: RaiseCase, state: State) -> Sequence[Event]:
    """Return the case as raised, of which notice is given; the same again is quiet."""
    if not isinstance(state, NotRaised):
        return []
    subject = command.subject
    if subject is None:
        raise refused(Reason.NO_SUBJECT)
    is_untied(command.raiser, subject)
    if command.open_case is not None:
        raise refused(Reason.OPEN_ALREADY, [command.open_case])
    if command.allegation is None or not (command.particulars or "").strip():
        raise refused(Reason.NO_PARTICULARS)
    return [
        EntryFraudRaised(
            case_id=command.case_id,
            application_id=subject.application_id,
            source=command.source,
            raiser=command.raiser,
            respond_by=command.respond_by,
            concern_id=command.concern_id,
            person_id=subject.person_id,
            registration_number=subject.held and subject.held.registration_number,
            given_names=subject.given_names,
            email=subject.email,
            allegation=command.allegation,
            particulars=command.particulars,
        )
    ]


def answer(command: AnswerCase, state: State) -> Sequence[Event]:
    """Return an answer, in time; there may be several."""
    case = _open(state)
    concerns(command.sender, command.subject)
    is_untied(command.recorder, command.subject)
    if command.today > case.respond_by:
        raise refused(Reason.ANSWER_LATE, [case.respond_by])
    if not command.documents and not (command.statement or "").strip():
        raise refused(Reason.EMPTY_ANSWER)
    return [
        EntryFraudAnswered(
            case_id=command.case_id,
            application_id=case.application_id,
            answer=case.answers + 1,
            documents=command.documents,
            person_id=command.subject and command.subject.person_id,
            statement=command.statement,
        )
    ]


def record_unanswered(command: RecordUnanswered, state: State) -> Sequence[Event]:
    """Return that nobody answered in time, once; what was answered is quiet."""
    if not isinstance(state, Open) or state.answers or state.unanswered:
        return []
    if command.today <= state.respond_by:
        return []
    return [
        EntryFraudUnanswered(
            case_id=command.case_id,
            application_id=state.application_id,
            was_due_on=state.respond_by,
        )
    ]


def decide_case(command: DecideCase, state: State) -> Sequence[Event]:
    """Return the decision; the same again is quiet, another is for an appeal."""
    if isinstance(state, Decided | Ended):
        if state.outcome is command.outcome:
            return []
        raise refused(Reason.DECIDED)
    case = _open(state)
    if command.decider == case.raiser:
        raise refused(Reason.RAISED_IT)
    had_no_part(command.decider, (), command.subject)
    if not case.answers and command.today <= case.respond_by:
        raise refused(Reason.TIME_TO_ANSWER, [case.respond_by])
    if not command.reasons:
        raise refused(Reason.NO_REASONS)
    fits(command)
    return [_decided(command, case)]


def _decided(command: DecideCase, case: Open) -> EntryFraudDecided:
    subject = command.subject or Subject(case.application_id)
    against_the_entry = command.outcome in ON_AN_ENTRY
    return EntryFraudDecided(
        case_id=command.case_id,
        application_id=case.application_id,
        outcome=command.outcome,
        decider=command.decider,
        scopes_ended=command.scopes_ended,
        levels_ended=command.levels_ended,
        appeal_by=command.appeal_by if against_the_entry else None,
        person_id=subject.person_id,
        given_names=subject.given_names,
        email=subject.email,
        reasons=command.reasons,
        explanation=command.explanation,
    )


def _open(state: State) -> Open:
    match state:
        case Open():
            return state
        case NotRaised():
            raise refused(Reason.NO_CASE)
        case Decided() | Ended():
            raise refused(Reason.DECIDED)
