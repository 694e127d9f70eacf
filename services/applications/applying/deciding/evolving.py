"""What an application is after each event; one that does not fit changes nothing."""

from dataclasses import replace

from services.applications.applying.deciding.events import Event
from services.applications.applying.state import (
    Accepted,
    Asked,
    Case,
    Finding,
    Pending,
    Recommended,
    Record,
    Rejected,
    Returned,
    State,
    UnderAppeal,
    Unsubmitted,
    Withdrawn,
)
from shared.contracts.appealing import (
    AppealDecided,
    AppealFindingGiven,
    AppealLodged,
    AppealOutcome,
    AppealOverdue,
)
from shared.contracts.applications import (
    ApplicationAccepted,
    ApplicationRefused,
    ApplicationReturned,
    ApplicationSubmitted,
    RecommendationReceived,
)
from shared.contracts.fresh_assessment import FreshAssessmentOrdered
from shared.contracts.further_information import (
    ApplicationWithdrawn,
    FurtherInformationAsked,
    FurtherInformationLapsed,
    FurtherInformationReceived,
)
from shared.contracts.referring import ApplicationReferred


def evolve(state: State, event: Event) -> State:
    """Return what the application is after `event`."""
    match event:
        case ApplicationSubmitted():
            return Pending(Case(event.scopes, event.route, event.level))
        case ApplicationReturned():
            return Returned(event.faults)
        case _:
            if isinstance(state, Unsubmitted | Returned):
                return state
            return _went_on(state, state.case, event)


def _went_on(state: State, case: Case, event: Event) -> State:  # noqa: C901, PLR0911
    """Return the situation after an event of a submitted application."""
    match event:
        case RecommendationReceived():
            return _recommended(state, case, event)
        case FurtherInformationAsked():
            return _asked(state, event)
        case FurtherInformationReceived():
            return Pending(case)
        case FurtherInformationLapsed():
            return _lapsed(state, event)
        case ApplicationReferred():
            return _referred(state, event)
        case ApplicationWithdrawn():
            return Withdrawn(case)
        case ApplicationAccepted():
            return Accepted(_with_actors(case, event.decider), event.scopes)
        case ApplicationRefused():
            return Rejected(_with_actors(case, event.decider), event.appeal_by)
        case FreshAssessmentOrdered():
            return _afresh(case, event)
        case AppealLodged():
            lodged = replace(case, appeals=event.appeal)
            return UnderAppeal(lodged, event.members, event.decide_by)
        case _:
            return _on_appeal(state, case, event)


def _on_appeal(state: State, case: Case, event: Event) -> State:
    if not isinstance(state, UnderAppeal):
        return state
    match event:
        case AppealFindingGiven():
            found = Finding(event.outcome, frozenset(event.scopes))
            return replace(state, findings={**state.findings, event.member: found})
        case AppealDecided(outcome=AppealOutcome.DISMISSED):
            heard = _with_actors(case, *state.findings)
            return Rejected(heard, None, final=True)
        case AppealDecided():
            return replace(state, case=_with_actors(case, *state.findings))
        case AppealOverdue():
            return replace(state, overdue=True)
        case _:
            return state


def _recommended(state: State, case: Case, event: RecommendationReceived) -> State:
    if not isinstance(state, Pending | Recommended):
        return state
    record = Record(
        event.assessment_id,
        event.outcome,
        event.assessors,
        event.gaps,
        event.recommended_scopes,
    )
    return Recommended(_with_actors(case, *event.assessors), record)


def _asked(state: State, event: FurtherInformationAsked) -> State:
    if not isinstance(state, Recommended):
        return state
    case = replace(state.case, rounds=event.round)
    return Asked(case, state.record, event.gaps, event.answer_by, state.referred)


def _lapsed(state: State, event: FurtherInformationLapsed) -> State:
    if not isinstance(state, Asked):
        return state
    return Recommended(state.case, state.record, event.was_due_on, state.referred)


def _referred(state: State, event: ApplicationReferred) -> State:
    if not isinstance(state, Recommended):
        return state
    return replace(state, referred=state.referred | {event.ground})


def _afresh(case: Case, event: FreshAssessmentOrdered) -> Pending:
    excluded = frozenset(event.excluded)
    return Pending(
        replace(
            case,
            acted=case.acted | excluded,
            excluded=excluded,
            rounds=0,
            assessment=event.assessment,
        )
    )


def _with_actors(case: Case, *actors: str) -> Case:
    known = frozenset(filter(None, actors))
    return case if known <= case.acted else replace(case, acted=case.acted | known)
