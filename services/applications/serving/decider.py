"""Every decision about the service of a refusal, and what it is after each event."""

from collections.abc import Sequence
from typing import TypeAlias

from services.applications.serving.commands import (
    CloseRefused,
    Command,
    Notice,
    RecordServed,
    RecordUnserved,
    RequireNotice,
)
from services.applications.serving.rules import RULE, Reason, last_day, refused
from services.applications.serving.state import (
    Closed,
    NotRequired,
    Served,
    State,
    Unproven,
)
from services.applications.untied import is_untied
from shared.contracts.notices import ApplicationNoticeRequired, Listed
from shared.contracts.serving import RefusalClosed, RefusalServed, RefusalUnserved
from shared.decider import Decider

Event: TypeAlias = (
    ApplicationNoticeRequired | RefusalServed | RefusalUnserved | RefusalClosed
)

REFUSED = "application-refused"
NARROWER = "application-accepted-narrower"


def decide(command: Command, state: State) -> Sequence[Event]:
    """Return the events that `command` leads to, or raise `Refused`."""
    match command:
        case RequireNotice():
            return _require(command, state)
        case RecordServed():
            return _served(command, state)
        case RecordUnserved():
            return _unserved(command, state)
        case CloseRefused():
            return _close(command, state)


def _require(command: RequireNotice, state: State) -> Sequence[Event]:
    """A refusal is served once; one after an appeal, as often as it is refused."""
    notice = command.notice
    if not isinstance(state, NotRequired) and state.notice_id == notice.notice_id:
        return []
    return [
        ApplicationNoticeRequired(
            notice_id=notice.notice_id,
            about=f"application/{command.application_id}",
            kind=NARROWER if notice.not_admitted else REFUSED,
            rule=RULE,
            prove_by=notice.prove_by,
            person_id=notice.person_id,
            name=notice.name,
            email=notice.email,
            words=notice.words,
            lists=_lists(notice),
        )
    ]


def _lists(notice: Notice) -> tuple[Listed, ...]:
    reasons = Listed(name="reasons", entries=notice.reasons)
    if not notice.not_admitted:
        return (reasons,)
    return (
        reasons,
        Listed(name="scopes", entries=notice.admitted),
        Listed(name="not_admitted", entries=notice.not_admitted),
    )


def _served(command: RecordServed, state: State) -> Sequence[Event]:
    """Service after service that failed counts anew; of an earlier notice, nothing."""
    match state:
        case Unproven(notice_id=notice_id) if notice_id == command.notice_id:
            return [
                RefusalServed(
                    application_id=command.application_id,
                    notice_id=command.notice_id,
                    served_on=command.served_on,
                    appeal_by=last_day(command),
                )
            ]
        case _:
            return []


def _unserved(command: RecordUnserved, state: State) -> Sequence[Event]:
    """A notice that came back serves nobody; what was closed stays so."""
    match state:
        case Served(notice_id=notice_id) if notice_id == command.notice_id:
            pass
        case Unproven(notice_id=notice_id, code=None) if notice_id == command.notice_id:
            pass
        case _:
            return []
    return [
        RefusalUnserved(
            application_id=command.application_id,
            notice_id=command.notice_id,
            code=command.code,
        )
    ]


def _close(command: CloseRefused, state: State) -> Sequence[Event]:
    is_untied(command.actor, command.tied)
    match state:
        case Closed():
            return []
        case Served() if command.refused and command.today > state.appeal_by:
            return [
                RefusalClosed(
                    application_id=command.application_id,
                    served_on=state.served_on,
                    appeal_was_by=state.appeal_by,
                )
            ]
        case _ if command.by_itself:
            # Whoever is under appeal, or was not served after all, is not closed.
            return []
        case Served():
            open_still = command.refused
            raise refused(Reason.APPEAL_OPEN if open_still else Reason.NOT_REFUSED)
        case Unproven() if command.refused:
            raise refused(Reason.NOTICE_NOT_PROVEN)
        case Unproven() | NotRequired():
            raise refused(Reason.NOT_REFUSED)


def evolve(state: State, event: Event) -> State:
    """Return what the service is after `event`."""
    match event:
        case ApplicationNoticeRequired():
            return Unproven(event.notice_id)
        case RefusalServed():
            return Served(event.notice_id, event.served_on, event.appeal_by)
        case RefusalUnserved():
            return Unproven(event.notice_id, event.code)
        case RefusalClosed():
            match state:
                case NotRequired():
                    return state
                case Unproven() | Served() | Closed():
                    return Closed(state.notice_id)


REFUSAL = Decider[Command, State, Event](
    initial=NotRequired(), decide=decide, evolve=evolve
)
"""The rules of serving a refusal."""
