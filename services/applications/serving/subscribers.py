"""What serving refusals hears, accepts and owes, and the capability as the kit sees it.

A refusal is served by a notice that the notifications service proves; it is final when
the time to appeal is over, which begins with the day of service.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType
from uuid import UUID, uuid5

from services.applications.serving.commands import (
    CloseRefused,
    Command,
    Notice,
    RecordServed,
    RecordUnserved,
    RequireNotice,
)
from services.applications.serving.decider import REFUSAL
from services.applications.serving.knowledge import KnownRefusals
from services.applications.serving.projections import project
from shared.capability import Asked, Capability, DeadlineChange, SetDeadline
from shared.clock import end_of_register_day, register_date
from shared.contracts import serving as contracts
from shared.contracts.appealing import AppealDecided, AppealWithdrawn
from shared.contracts.applications import ApplicationAccepted, ApplicationRefused
from shared.contracts.contract import EventData
from shared.contracts.notices import (
    ApplicationNoticeRequired,
    NoticeServed,
    NoticeUnserved,
)
from shared.rulebook import Rulebook

STREAM = "refusal/"
ABOUT = "application/"
CLOSING = "closing"


def on_application_refused(
    event: ApplicationRefused, asked: Asked
) -> Sequence[Command]:
    """A refusal is served on the applicant; on somebody erased, nothing is."""
    if event.person_id is None:
        return []
    return [RequireNotice(event.application_id, _notice(event, asked), asked.now)]


def on_application_accepted(
    event: ApplicationAccepted, asked: Asked
) -> Sequence[Command]:
    """Who is admitted in fewer scopes is served the refusal of the others.

    An appeal that led to it is final, and its own letter says so.
    """
    if event.person_id is None or not event.not_admitted or event.appeal:
        return []
    notice = replace(
        _notice(event, asked),
        admitted=_titles(event.scopes, asked.rulebook),
        not_admitted=_titles(event.not_admitted, asked.rulebook),
    )
    return [RequireNotice(event.application_id, notice, asked.now)]


def on_appeal_over(
    event: AppealDecided | AppealWithdrawn, asked: Asked
) -> Sequence[Command]:
    """A refusal that stands after an appeal is final once its days are over."""
    today = register_date(asked.now)
    return [
        CloseRefused(event.application_id, by_itself=True, today=today, now=asked.now)
    ]


def _titles(codes: Sequence[str], rulebook: Rulebook) -> tuple[str, ...]:
    found = ((code, rulebook.scope(code)) for code in codes)
    return tuple(scope.title if scope else code for code, scope in found)


def _notice(event: ApplicationRefused | ApplicationAccepted, asked: Asked) -> Notice:
    rulebook = asked.rulebook
    return Notice(
        notice_id=uuid5(asked.command_id, "refusal"),
        prove_by=asked.now + timedelta(days=rulebook.notifications.prove_days),
        person_id=event.person_id,
        name=event.given_names,
        email=event.email,
        words={
            "application": str(event.application_id),
            "explanation": event.explanation or "",
            "appeal_days": str(rulebook.deciding.appeal_days),
            "appeal_by": event.appeal_by.isoformat() if event.appeal_by else "",
        },
        reasons=tuple(reason.replace("-", " ") for reason in event.reasons),
    )


def on_notice_served(event: NoticeServed, asked: Asked) -> Sequence[Command]:
    """The time to appeal runs from the day of service."""
    if not event.about.startswith(ABOUT):
        return []
    return [
        RecordServed(
            application_id=_of(event.about, ABOUT),
            notice_id=event.notice_id,
            served_on=event.served_on,
            appeal_days=asked.rulebook.deciding.appeal_days,
            counted_from=asked.rulebook.appeals.counted_from,
            now=asked.now,
        )
    ]


def on_notice_unserved(event: NoticeUnserved, asked: Asked) -> Sequence[Command]:
    """A notice that came back serves nobody: no time runs."""
    if not event.about.startswith(ABOUT):
        return []
    application_id = _of(event.about, ABOUT)
    return [RecordUnserved(application_id, event.notice_id, event.code, asked.now)]


def close(data: contracts.CloseRefused, asked: Asked) -> CloseRefused:
    """The registrar closes a refusal."""
    return CloseRefused(
        data.application_id,
        by_itself=False,
        today=register_date(asked.now),
        now=asked.now,
        actor=asked.actor,
    )


def close_in_time(stream: str, asked: Asked) -> CloseRefused:
    """A refusal that was served is final when nobody appealed in time."""
    return CloseRefused(
        _of(stream, STREAM),
        by_itself=True,
        today=register_date(asked.now),
        now=asked.now,
    )


def deadlines(event: EventData) -> Sequence[DeadlineChange]:
    """Return that the refusal falls final after the last day of an appeal."""
    match event:
        case contracts.RefusalServed():
            due_at = end_of_register_day(event.appeal_by)
            return [SetDeadline(f"{STREAM}{event.application_id}", CLOSING, due_at)]
        case _:
            return ()


def stream_of(command: Command) -> str:
    """Return the stream of a refusal."""
    return f"{STREAM}{command.application_id}"


def _of(stream: str, kind: str) -> UUID:
    return UUID(stream.removeprefix(kind))


SERVING = Capability(
    name="serving",
    decider=REFUSAL,
    owns=(
        ApplicationNoticeRequired,
        contracts.RefusalServed,
        contracts.RefusalUnserved,
        contracts.RefusalClosed,
    ),
    stream_of=stream_of,
    accepts=MappingProxyType({contracts.CloseRefused: close}),
    hears=MappingProxyType(
        {
            ApplicationRefused: on_application_refused,
            ApplicationAccepted: on_application_accepted,
            AppealDecided: on_appeal_over,
            AppealWithdrawn: on_appeal_over,
            NoticeServed: on_notice_served,
            NoticeUnserved: on_notice_unserved,
        }
    ),
    topics=("applications.events", "notifications.events"),
    due=MappingProxyType({CLOSING: close_in_time}),
    deadlines=deadlines,
    knowledge=KnownRefusals(),
    project=project,
    keeps_rules=True,
)
"""Serving refusals, wired."""
