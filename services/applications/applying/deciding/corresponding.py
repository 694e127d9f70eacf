"""Further information: asked, answered or lapsed; and withdrawal."""

from collections.abc import Sequence

from services.applications.applying.commands import (
    AnswerFurtherInformation,
    AskFurtherInformation,
    LapseFurtherInformation,
    Person,
    WithdrawApplication,
)
from services.applications.applying.deciding.events import Event
from services.applications.applying.rules.chain import (
    is_recorded_untied,
    is_the_applicants,
    is_untied,
)
from services.applications.applying.rules.refusals import Reason, refused
from services.applications.applying.state import (
    Asked,
    Pending,
    Recommended,
    Returned,
    State,
    Unsubmitted,
    Withdrawn,
)
from shared.contracts.further_information import (
    ApplicationWithdrawn,
    FurtherInformationAsked,
    FurtherInformationLapsed,
    FurtherInformationReceived,
)

CONCERNS = frozenset(
    {"declared-matter", "not-suitable", "registration-elsewhere", "suspected-fraud"}
)
"""The matters that are concerns about character or fraud (domain §1.5)."""


def ask(command: AskFurtherInformation, state: State) -> Sequence[Event]:
    """Return the request on gaps of the record; the same request again is quiet."""
    match state:
        case Recommended():
            return [_asked(command, state)]
        case Asked():
            if set(command.gaps) == set(state.gaps):
                return []
            raise refused(Reason.ASKED_ALREADY, [state.answer_by])
        case Withdrawn():
            raise refused(Reason.WITHDRAWN)
        case _:
            raise refused(Reason.NO_RECOMMENDATION)


def _asked(
    command: AskFurtherInformation, state: Recommended
) -> FurtherInformationAsked:
    is_untied(command.asker, command.beside)
    if command.asker in state.record.assessors:
        raise refused(Reason.ACTED_IN_CHAIN)
    if not state.record.gaps:
        raise refused(Reason.NO_GAPS)
    if not command.gaps or not set(command.gaps) <= set(state.record.gaps):
        raise refused(Reason.NOT_A_GAP, state.record.gaps)
    if state.case.rounds >= command.rounds:
        raise refused(Reason.NO_MORE_ROUNDS, [command.rounds])
    person = command.person or Person()
    return FurtherInformationAsked(
        application_id=command.application_id,
        assessment_id=state.record.assessment_id,
        round=state.case.rounds + 1,
        gaps=tuple(gap for gap in state.record.gaps if gap in command.gaps),
        answer_by=command.answer_by,
        person_id=person.person_id,
        given_names=person.given_names,
        email=person.email,
        explanation=command.explanation,
    )


def answer(command: AnswerFurtherInformation, state: State) -> Sequence[Event]:
    """Return the answer, which goes back to the assessors; once a round, in time."""
    is_the_applicants(command.sender, command.beside)
    is_recorded_untied(command.recorder, command.beside)
    match state:
        case Asked():
            if command.today > state.answer_by:
                raise refused(Reason.ANSWER_LATE, [state.answer_by])
            if not command.documents and not (command.statement or "").strip():
                raise refused(Reason.EMPTY_ANSWER)
            return [_answered(command, state)]
        case Recommended(lapsed_on=day) if day is not None:
            raise refused(Reason.ANSWER_LATE, [day])
        case Unsubmitted():
            raise refused(Reason.NOT_FOUND)
        case _:
            raise refused(Reason.NOT_ASKED)


def _answered(
    command: AnswerFurtherInformation, state: Asked
) -> FurtherInformationReceived:
    person = command.person or Person()
    return FurtherInformationReceived(
        application_id=command.application_id,
        assessment_id=state.record.assessment_id,
        round=state.case.rounds,
        gaps=state.gaps,
        documents=command.documents,
        person_id=person.person_id,
        statement=command.statement,
    )


def lapse(command: LapseFurtherInformation, state: State) -> Sequence[Event]:
    """Return that the request lapsed; one that was answered meanwhile is quiet."""
    if not isinstance(state, Asked) or command.today <= state.answer_by:
        return []
    return [
        FurtherInformationLapsed(
            application_id=command.application_id,
            assessment_id=state.record.assessment_id,
            round=state.case.rounds,
            was_due_on=state.answer_by,
        )
    ]


def withdraw(command: WithdrawApplication, state: State) -> Sequence[Event]:
    """Return the withdrawal, which a concern that is open does not hold up."""
    is_the_applicants(command.sender, command.beside)
    is_recorded_untied(command.recorder, command.beside)
    match state:
        case Pending() | Recommended() | Asked():
            person = command.person or Person()
            return [
                ApplicationWithdrawn(
                    application_id=command.application_id,
                    concern_open=not CONCERNS.isdisjoint(command.beside.matters),
                    person_id=person.person_id,
                    given_names=person.given_names,
                    email=person.email,
                )
            ]
        case Withdrawn():
            return []
        case Unsubmitted():
            raise refused(Reason.NOT_FOUND)
        case Returned():
            raise refused(Reason.NOTHING_TO_WITHDRAW)
        case _:
            raise refused(Reason.NOTHING_TO_WITHDRAW)
