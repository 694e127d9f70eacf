"""Whom the events of the register oblige us to tell, and what."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from services.notifications.messages.commands import (
    LINK_PLACE,
    Command,
    Link,
    Recipient,
    RequestMessage,
    Words,
)
from services.notifications.messages.confirmations import CONFIRMATIONS
from services.notifications.messages.decider import MESSAGE
from services.notifications.messages.knowledge import AssessorContacts
from services.notifications.messages.projections import HOLDS, project, take_in
from services.notifications.messages.rules import in_words, spoken
from services.notifications.messages.wording import WORDINGS
from shared.capability import Asked, Capability, React
from shared.contracts.appealing import AppealDecided, AppealLodged
from shared.contracts.applications import (
    ApplicationRefused,
    ApplicationReturned,
    ApplicationSubmitted,
    RegistrationEntered,
)
from shared.contracts.assessment import (
    AssessmentOverdue,
    AssessorAppointed,
    AssessorsAssigned,
)
from shared.contracts.assessors import AssessorTrainingDue, InterestsReviewDue
from shared.contracts.assigning import AssessorJoined, AssessorsReminded, Joining
from shared.contracts.contract import EventData
from shared.contracts.further_information import (
    ApplicationWithdrawn,
    FurtherInformationAsked,
)
from shared.contracts.notifications import MessageFailed, MessageRequested, MessageSent
from shared.rulebook import Rulebook

APPLICANT = "applicant"
LONDON = ZoneInfo("Europe/London")


ROUTE_WINDOW_CLOSED = "route-window-closed"


def on_application_submitted(
    event: ApplicationSubmitted, asked: Asked
) -> Sequence[Command]:
    """The applicant is told that the application has come and is complete."""
    if event.person_id is None:
        return []
    route = asked.rulebook.route(event.route)
    return [
        _to_applicant(
            "application-acknowledged",
            asked,
            event.application_id,
            Recipient(event.person_id, event.given_names, event.email),
            {
                "route": route.title if route else spoken(event.route),
                "scopes": _titles(event.scopes, asked.rulebook),
            },
        )
    ]


def on_application_returned(
    event: ApplicationReturned, asked: Asked
) -> Sequence[Command]:
    """The applicant is told of every fault, in words."""
    if event.person_id is None and event.submission is None:
        return []
    return [
        _to_applicant(
            "application-returned",
            asked,
            event.application_id,
            Recipient(event.person_id, event.given_names, event.email),
            {
                "faults": [
                    *(_fault(fault, asked.rulebook) for fault in event.faults),
                    *_shown_the_way(event.signposts, asked.rulebook),
                ]
            },
        )
    ]


def on_application_refused(
    event: ApplicationRefused, asked: Asked
) -> Sequence[Command]:
    """The applicant is told of the refusal, its reasons and the way to appeal."""
    if event.person_id is None:
        return []
    return [
        _to_applicant(
            "application-refused",
            asked,
            event.application_id,
            Recipient(event.person_id, event.given_names, event.email),
            {
                "reasons": [spoken(reason) for reason in event.reasons],
                "explanation": event.explanation or "",
                "appeal_days": asked.rulebook.deciding.appeal_days,
                "appeal_by": _spoken_date(event.appeal_by) if event.appeal_by else "",
            },
        )
    ]


def on_further_information_asked(
    event: FurtherInformationAsked, asked: Asked
) -> Sequence[Command]:
    """The applicant is told what is missing, and the last day for the answer."""
    if event.person_id is None:
        return []
    return [
        _to_applicant(
            "further-information-asked",
            asked,
            event.application_id,
            Recipient(event.person_id, event.given_names, event.email),
            {
                "gaps": [spoken(gap) for gap in event.gaps],
                "explanation": event.explanation or "",
                "answer_by": _spoken_date(event.answer_by),
            },
        )
    ]


def on_application_withdrawn(
    event: ApplicationWithdrawn, asked: Asked
) -> Sequence[Command]:
    """The applicant is told that the withdrawal is on record."""
    if event.person_id is None:
        return []
    return [
        _to_applicant(
            "application-withdrawn",
            asked,
            event.application_id,
            Recipient(event.person_id, event.given_names, event.email),
            {},
        )
    ]


def on_appeal_lodged(event: AppealLodged, asked: Asked) -> Sequence[Command]:
    """The applicant is told that the appeal came, and when it is to be decided."""
    if event.person_id is None:
        return []
    return [
        _to_applicant(
            "appeal-lodged",
            asked,
            event.application_id,
            Recipient(event.person_id, event.given_names, event.email),
            {"decide_by": _spoken_date(event.decide_by)},
        )
    ]


def on_appeal_decided(event: AppealDecided, asked: Asked) -> Sequence[Command]:
    """The applicant is told what the panel decided, and why."""
    if event.person_id is None:
        return []
    return [
        _to_applicant(
            "appeal-decided",
            asked,
            event.application_id,
            Recipient(event.person_id, event.given_names, event.email),
            {
                "outcome": event.outcome.value,
                "scopes": _titles(event.scopes, asked.rulebook),
                "reasons": [spoken(reason) for reason in event.reasons],
                "explanation": event.explanation or "",
            },
        )
    ]


def on_registration_entered(
    event: RegistrationEntered, asked: Asked
) -> Sequence[Command]:
    """The new registrant is told the number."""
    if event.email is None and event.given_names is None:
        return []
    return [
        _to_applicant(
            "registration-entered",
            asked,
            event.application_id,
            Recipient(event.person_id, event.given_names, event.email),
            {
                "number": event.registration_number,
                "registered_on": _spoken_date(event.registered_on),
                "scopes": _titles(event.scopes, asked.rulebook),
            },
        )
    ]


def on_assessor_appointed(
    _event: AssessorAppointed, _asked: Asked
) -> Sequence[Command]:
    """An assessor's address is kept; the appointment itself needs no message."""
    return []


def on_assessors_assigned(event: AssessorsAssigned, asked: Asked) -> Sequence[Command]:
    """Each assessor is told that a case waits."""
    return [
        _given_a_case(asked, event.assessment_id, assessor_id, event.due_at)
        for assessor_id in event.assessors
    ]


def on_assessor_joined(event: AssessorJoined, asked: Asked) -> Sequence[Command]:
    """Whoever takes a seat of a case is told; who claimed it knows."""
    if event.reason is Joining.CLAIMED:
        return []
    case, who = event.assessment_id, event.assessor_id
    return [_given_a_case(asked, case, who, event.due_at)]


def on_assessors_reminded(event: AssessorsReminded, asked: Asked) -> Sequence[Command]:
    """Each assessor who has not spoken is reminded before the last day."""
    return [
        _to_assessor("case-reminder", asked, event.assessment_id, who, event.due_on)
        for who in event.missing
    ]


def on_interests_review_due(
    event: InterestsReviewDue, asked: Asked
) -> Sequence[Command]:
    """An assessor is asked to declare their interests anew."""
    return [_of_the_pool("interests-due", asked, event.assessor_id, event.declare_by)]


def on_assessor_training_due(
    event: AssessorTrainingDue, asked: Asked
) -> Sequence[Command]:
    """An assessor is told that their training lapses."""
    return [_of_the_pool("training-due", asked, event.assessor_id, event.lapses_on)]


def on_assessment_overdue(event: AssessmentOverdue, asked: Asked) -> Sequence[Command]:
    """Each assessor who has not spoken is reminded."""
    return [
        _to_assessor(
            "assessment-overdue",
            asked,
            event.assessment_id,
            assessor_id,
            event.was_due_on,
        )
        for assessor_id in event.missing
    ]


def _shown_the_way(signposts: Sequence[str], rulebook: Rulebook) -> list[str]:
    """Return where those are sent who belong on another register (domain §7.2)."""
    found = (rulebook.signpost(code) for code in signposts)
    return [f"{s.sentence} {s.link_text}: {s.link}" for s in found if s]


def _to_applicant(
    wording: str, asked: Asked, application_id: UUID, recipient: Recipient, words: Words
) -> RequestMessage:
    return RequestMessage(
        message_id=uuid5(asked.command_id, APPLICANT),
        about=f"application/{application_id}",
        wording=WORDINGS[wording],
        words={
            **words,
            "register": asked.rulebook.title,
            "application": str(application_id),
        },
        now=asked.now,
        recipient=recipient,
    )


def _to_assessor(
    wording: str, asked: Asked, assessment_id: UUID, assessor_id: str, due_on: date
) -> RequestMessage:
    return RequestMessage(
        message_id=uuid5(asked.command_id, assessor_id),
        about=f"assessment/{assessment_id}",
        wording=WORDINGS[wording],
        words={
            "register": asked.rulebook.title,
            "case": str(assessment_id),
            "due_on": _spoken_date(due_on),
        },
        now=asked.now,
        assessor_id=assessor_id,
    )


def _given_a_case(
    asked: Asked, assessment_id: UUID, assessor_id: str, due_at: datetime
) -> RequestMessage:
    """Return the letter about a new case, with a link by which to decline it."""
    told = _to_assessor(
        "case-assigned", asked, assessment_id, assessor_id, _last_day(due_at)
    )
    # Who replaces another late is still given some days to decline.
    at_least = asked.now + timedelta(days=asked.rulebook.pool.decline_days)
    link = Link("decline", f"{assessment_id}:{assessor_id}", max(due_at, at_least))
    return replace(told, words={**told.words, "link": LINK_PLACE}, link=link)


def _fault(fault: str, rulebook: Rulebook) -> str:
    """Return a fault in words; of a route that is closed, when it is open."""
    windows = sorted({move.window for move in rulebook.transfers})
    if fault != ROUTE_WINDOW_CLOSED or not windows:
        return in_words(fault)
    return f"{in_words(fault)} It is open {', or '.join(windows)}."


def _of_the_pool(
    wording: str, asked: Asked, assessor_id: str, day: date
) -> RequestMessage:
    return RequestMessage(
        message_id=uuid5(asked.command_id, assessor_id),
        about=f"assessor/{assessor_id}",
        wording=WORDINGS[wording],
        words={"register": asked.rulebook.title, "day": _spoken_date(day)},
        now=asked.now,
        assessor_id=assessor_id,
    )


def _last_day(due_at: datetime) -> date:
    return (due_at.astimezone(LONDON) - timedelta(microseconds=1)).date()


def _titles(scopes: Sequence[str], rulebook: Rulebook) -> list[str]:
    found = ((code, rulebook.scope(code)) for code in scopes)
    return [scope.title if scope else spoken(code) for code, scope in found]


def _spoken_date(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def stream_of(command: Command) -> str:
    """Return the stream of a message."""
    return f"message/{command.message_id}"


HEARS: Mapping[type[EventData], React] = {
    ApplicationSubmitted: on_application_submitted,
    ApplicationReturned: on_application_returned,
    ApplicationRefused: on_application_refused,
    FurtherInformationAsked: on_further_information_asked,
    ApplicationWithdrawn: on_application_withdrawn,
    AppealLodged: on_appeal_lodged,
    AppealDecided: on_appeal_decided,
    RegistrationEntered: on_registration_entered,
    AssessorAppointed: on_assessor_appointed,
    AssessorsAssigned: on_assessors_assigned,
    AssessmentOverdue: on_assessment_overdue,
    AssessorJoined: on_assessor_joined,
    AssessorsReminded: on_assessors_reminded,
    InterestsReviewDue: on_interests_review_due,
    AssessorTrainingDue: on_assessor_training_due,
    **CONFIRMATIONS,
}
"""What each event obliges us to."""

MESSAGES = Capability(
    name="messages",
    decider=MESSAGE,
    owns=(MessageRequested, MessageSent, MessageFailed),
    stream_of=stream_of,
    hears=HEARS,
    topics=("applications.events", "assessment.events"),
    knowledge=AssessorContacts(),
    holds=HOLDS,
    project=project,
    take_in=take_in,
    keeps_rules=True,
)
"""Telling people, wired."""
