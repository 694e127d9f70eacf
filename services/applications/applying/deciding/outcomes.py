"""The registrar's decision: accept, accept narrower, refuse or refer."""

from collections.abc import Sequence

from services.applications.applying.commands import DecideApplication, Person
from services.applications.applying.deciding.events import Event
from services.applications.applying.rules.admission import (
    GROUNDS,
    fits_the_register,
    matters_are_settled,
    narrower,
)
from services.applications.applying.rules.chain import acts_once, is_untied
from services.applications.applying.rules.refusals import Reason, is_code, refused
from services.applications.applying.state import (
    Accepted,
    Asked,
    Recommended,
    Rejected,
    State,
    UnderAppeal,
    Withdrawn,
)
from shared.contracts.applications import (
    ApplicationAccepted,
    ApplicationRefused,
    Decision,
)
from shared.contracts.referring import ApplicationReferred


def decide_application(command: DecideApplication, state: State) -> Sequence[Event]:
    """Return the decision on a recommendation; the same again is quiet."""
    match state:
        case Recommended():
            return _decide(command, state)
        case Accepted():
            return _again(command, admits(command, state.case.scopes) == state.scopes)
        case Rejected():
            return _again(command, command.decision is Decision.REFUSE)
        case UnderAppeal():
            raise refused(Reason.UNDER_APPEAL)
        case Withdrawn():
            raise refused(Reason.WITHDRAWN)
        case Asked(answer_by=day):
            raise refused(Reason.ASKED_ALREADY, [day])
        case _:
            raise refused(Reason.NO_RECOMMENDATION)


def admits(
    command: DecideApplication, applied_for: tuple[str, ...]
) -> tuple[str, ...] | None:
    """Return the scopes that a decision admits in; None for one that does not."""
    match command.decision:
        case Decision.ACCEPT:
            if command.scopes and set(command.scopes) != set(applied_for):
                raise refused(Reason.SCOPES_NOT_ASKED)
            return applied_for
        case Decision.ACCEPT_NARROWER:
            return narrower(command.scopes, applied_for)
        case Decision.REFUSE | Decision.REFER:
            return None


def accepted(
    command: DecideApplication, state: Recommended, scopes: tuple[str, ...]
) -> ApplicationAccepted:
    """Return the admission in these scopes, which may be fewer than applied for."""
    person = command.person or Person()
    left_out = tuple(s for s in state.case.scopes if s not in scopes)
    return ApplicationAccepted(
        application_id=command.application_id,
        scopes=scopes,
        route=state.case.route,
        level=state.case.level,
        not_admitted=left_out,
        reasons=command.reasons,
        decider=command.decider,
        appeal_by=command.appeal_by if left_out else None,
        person_id=person.person_id,
        given_names=person.given_names,
        family_name=person.family_name,
        work_town=person.work_town,
        email=person.email,
        explanation=command.explanation,
    )


def _decide(command: DecideApplication, state: Recommended) -> Sequence[Event]:
    if command.decider in state.record.assessors:
        raise refused(Reason.DECIDER_ASSESSED)
    if not all(map(is_code, command.reasons)):
        raise refused(Reason.BAD_REASON)
    if command.decision is Decision.REFER:
        return _refer(command, state)
    acts_once(command.decider, state.case, command.beside)
    scopes = admits(command, state.case.scopes)
    if command.decision is not Decision.ACCEPT and not command.reasons:
        raise refused(Reason.NO_REASONS)
    if scopes is None:
        return [_refusal(command)]
    matters_are_settled(command.beside, command.settled_before)
    fits_the_register(state.case.route, command)
    return [accepted(command, state, scopes)]


def _refusal(command: DecideApplication) -> ApplicationRefused:
    person = command.person or Person()
    return ApplicationRefused(
        application_id=command.application_id,
        reasons=command.reasons,
        decider=command.decider,
        appeal_by=command.appeal_by,
        person_id=person.person_id,
        given_names=person.given_names,
        email=person.email,
        explanation=command.explanation,
    )


def _refer(command: DecideApplication, state: Recommended) -> Sequence[Event]:
    """Refer to the health and character panel, on one ground and each once."""
    is_untied(command.decider, command.beside)
    match command.reasons:
        case (ground,) if ground in GROUNDS:
            if ground in state.referred:
                return []
            person = command.person or Person()
            return [
                ApplicationReferred(
                    application_id=command.application_id,
                    ground=ground,
                    person_id=person.person_id,
                    explanation=command.explanation,
                )
            ]
        case _:
            raise refused(Reason.NO_GROUND, GROUNDS)


def _again(command: DecideApplication, same: bool) -> Sequence[Event]:
    """Deciding again the same way changes nothing; the other way is for an appeal."""
    if same and command.decision is not Decision.REFER:
        return []
    raise refused(Reason.ALREADY_DECIDED)
