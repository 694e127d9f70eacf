"""Every decision about an application, and what it is after each event."""

from collections.abc import Sequence
from typing import TypeAlias

from services.applications.applying.commands import (
    Command,
    DecideApplication,
    Person,
    ReceiveRecommendation,
    SubmitApplication,
)
from services.applications.applying.rules.likeness import content_digest
from services.applications.applying.rules.outcome import outcome_of
from services.applications.applying.rules.reading import read
from services.applications.applying.rules.refusals import Reason, is_code, refused
from services.applications.applying.state import (
    Accepted,
    Pending,
    Recommended,
    Rejected,
    Returned,
    State,
    Unsubmitted,
)
from shared.contracts.applications import (
    ApplicationAccepted,
    ApplicationRefused,
    ApplicationReturned,
    ApplicationSubmitted,
    Decision,
    RecommendationReceived,
)
from shared.decider import Decider

Event: TypeAlias = (
    ApplicationSubmitted
    | ApplicationReturned
    | RecommendationReceived
    | ApplicationAccepted
    | ApplicationRefused
)


def decide(command: Command, state: State) -> Sequence[Event]:
    """Return the events that `command` leads to, or raise `Refused`."""
    match command:
        case SubmitApplication():
            return _submit(command, state)
        case ReceiveRecommendation():
            return _receive(command, state)
        case DecideApplication():
            return _decide(command, state)


def _submit(command: SubmitApplication, state: State) -> Sequence[Event]:
    if command.submission is None:
        raise refused(Reason.NOTHING_SUBMITTED)
    submission = read(command.submission, command.rulebook, command.today)
    same = content_digest(submission.answers) == command.before
    match state:
        case Unsubmitted():
            return [outcome_of(command, submission)]
        case Returned(faults):
            # The same content may have come of age since, or the rules have changed.
            outcome = outcome_of(command, submission)
            still = (
                isinstance(outcome, ApplicationReturned) and outcome.faults == faults
            )
            return [] if same and still else [outcome]
        case Pending() | Recommended() | Accepted() | Rejected():
            if same:
                return []
            raise refused(Reason.OTHER_CONTENT)


def _receive(command: ReceiveRecommendation, state: State) -> Sequence[Event]:
    match state:
        case Pending():
            return [
                RecommendationReceived(
                    application_id=command.application_id,
                    assessment_id=command.assessment_id,
                    outcome=command.outcome,
                    assessors=command.assessors,
                )
            ]
        case Recommended() | Accepted() | Rejected():
            return []
        case Unsubmitted() | Returned():
            raise refused(Reason.NOT_PENDING)


def _decide(command: DecideApplication, state: State) -> Sequence[Event]:
    match state:
        case Recommended():
            if command.decider in state.assessors:
                raise refused(Reason.DECIDER_ASSESSED)
            return [_decision(command, state)]
        case Accepted():
            return _again(command, Decision.ACCEPT)
        case Rejected():
            return _again(command, Decision.REFUSE)
        case Unsubmitted() | Returned() | Pending():
            raise refused(Reason.NO_RECOMMENDATION)


def _again(command: DecideApplication, decided: Decision) -> Sequence[Event]:
    """Deciding again the same way changes nothing; the other way is for an appeal."""
    if command.decision is decided:
        return []
    raise refused(Reason.ALREADY_DECIDED)


def _decision(
    command: DecideApplication, state: Recommended
) -> ApplicationAccepted | ApplicationRefused:
    person = command.person or Person()
    if not all(map(is_code, command.reasons)):
        raise refused(Reason.BAD_REASON)
    if command.decision is Decision.ACCEPT:
        return ApplicationAccepted(
            application_id=command.application_id,
            scopes=state.scopes,
            route=state.route,
            person_id=person.person_id,
            given_names=person.given_names,
            family_name=person.family_name,
            work_town=person.work_town,
            email=person.email,
            explanation=command.explanation,
        )
    if not command.reasons:
        raise refused(Reason.NO_REASONS)
    return ApplicationRefused(
        application_id=command.application_id,
        reasons=command.reasons,
        person_id=person.person_id,
        given_names=person.given_names,
        email=person.email,
        explanation=command.explanation,
    )


def evolve(state: State, event: Event) -> State:
    """Return what the application is after `event`."""
    match event:
        case ApplicationSubmitted():
            return Pending(event.scopes, event.route)
        case ApplicationReturned():
            return Returned(event.faults)
        case RecommendationReceived():
            return _recommended(state, event)
        case ApplicationAccepted():
            return Accepted()
        case ApplicationRefused():
            return Rejected()


def _recommended(state: State, event: RecommendationReceived) -> State:
    match state:
        case Pending() | Recommended():
            return Recommended(
                state.scopes, state.route, event.assessment_id, event.assessors
            )
        case Unsubmitted() | Returned() | Accepted() | Rejected():
            return state


APPLICATION = Decider[Command, State, Event](
    initial=Unsubmitted(), decide=decide, evolve=evolve
)
