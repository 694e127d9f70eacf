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
    AppealWithdrawn,
    ScopesAdmittedOnAppeal,
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
            decided = _with_actors(case, event.decider)
            final = event.appeal > 0
            return Accepted(decided, event.scopes, event.appeal_by, final)
        case ApplicationRefused():
            return Rejected(_with_actors(case, event.decider), event.appeal_by)
        case FreshAssessmentOrdered():
            return _afresh(case, event)
        case AppealLodged():
            return _appealed(state, case, event)
        case _:
            return _on_appeal(state, case, event)


def _appealed(state: State, case: Case, event: AppealLodged) -> UnderAppeal:
    """Return the appeal, which is for what was not admitted before."""
    lodged = replace(case, appeals=event.appeal)
    match state:
        case Accepted(scopes=admitted, appeal_by=appeal_by):
            pass
        case Rejected(appeal_by=appeal_by):
            admitted = ()
        case _:
            admitted, appeal_by = (), None
    return UnderAppeal(lodged, event.members, event.decide_by, admitted, appeal_by)


def _on_appeal(  # noqa: PLR0911 - one line an event
    state: State, case: Case, event: Event
) -> State:
    if not isinstance(state, UnderAppeal):
        return state
    match event:
        case AppealFindingGiven():
            found = Finding(event.outcome, frozenset(event.scopes))
            return replace(state, findings={**state.findings, event.member: found})
        case AppealDecided(outcome=AppealOutcome.DISMISSED):
            return _stands(state, final=True)
        case AppealWithdrawn():
            return _stands(state, final=False)
        case AppealDecided():
            return replace(state, case=_with_actors(case, *state.findings))
        case ScopesAdmittedOnAppeal():
            decided = _with_actors(case, event.decider)
            held = {*state.admitted, *event.scopes}
            scopes = tuple(scope for scope in case.scopes if scope in held)
            return Accepted(decided, scopes, None, final=True)
        case AppealOverdue():
            return replace(state, overdue=True)
        case _:
            return state


def _stands(state: UnderAppeal, *, final: bool) -> Accepted | Rejected:
    """Return the decision appealed against, which stands; who heard it has heard it."""
    heard = _with_actors(state.case, *state.findings)
    last = None if final else state.appeal_by
    if state.admitted:
        return Accepted(heard, state.admitted, last, final, took_back=not final)
    return Rejected(heard, last, final, took_back=not final)


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
