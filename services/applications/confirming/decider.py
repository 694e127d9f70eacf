"""Every decision about a confirmation, and what it is after each event."""

from collections.abc import Sequence
from typing import TypeAlias

from services.applications.confirming import rules
from services.applications.confirming.commands import (
    AskAnother,
    AskProposer,
    Close,
    Command,
    Confirm,
    Decline,
    Lapse,
    RecordPaper,
    Remind,
)
from services.applications.confirming.rules import Reason, refused
from services.applications.confirming.state import (
    Asked,
    Closed,
    Confirmed,
    NotAsked,
    State,
    Unconfirmed,
)
from services.applications.untied import is_untied
from shared.contracts.confirming import (
    ConfirmationAsked,
    ConfirmationClosed,
    ConfirmationDeclined,
    ConfirmationGiven,
    ConfirmationLapsed,
    ConfirmationReminded,
    ConfirmedBy,
)
from shared.decider import Decider

Event: TypeAlias = (
    ConfirmationAsked
    | ConfirmationReminded
    | ConfirmationGiven
    | ConfirmationDeclined
    | ConfirmationLapsed
    | ConfirmationClosed
)


def decide(command: Command, state: State) -> Sequence[Event]:
    """Return the events that `command` leads to, or raise `Refused`."""
    match command:
        case AskProposer():
            return _ask(command, state)
        case AskAnother():
            return _ask_another(command, state)
        case Confirm():
            return _confirm(command, state)
        case Decline():
            return _decline(command, state)
        case RecordPaper():
            return _record_paper(command, state)
        case Remind() | Lapse() | Close():
            return _by_itself(command, state)


def _ask(command: AskProposer, state: State) -> Sequence[Event]:
    """Ask once; an application that comes again asks nobody again."""
    if not isinstance(state, NotAsked):
        return []
    return [
        ConfirmationAsked(
            confirmation_id=command.confirmation_id,
            application_id=command.application_id,
            role=command.role,
            attempt=1,
            expires_at=command.expires_at,
            remind_at=command.remind_at,
            person_id=command.proposer.person_id,
            name=command.proposer.name,
            email=command.proposer.email,
            applicant_name=command.proposer.applicant_name,
            applicant_email=command.proposer.applicant_email,
        )
    ]


def _ask_another(command: AskAnother, state: State) -> Sequence[Event]:
    match state:
        case Asked() | Unconfirmed():
            is_untied(command.actor, command.tied)
            rules.require_another_person(command)
            before = command.before
            return [
                ConfirmationAsked(
                    confirmation_id=command.confirmation_id,
                    application_id=state.application_id,
                    role=state.role,
                    attempt=state.attempt + 1,
                    expires_at=command.expires_at,
                    remind_at=command.remind_at,
                    person_id=before.person_id if before else None,
                    name=command.name,
                    email=(command.email or "").strip(),
                    applicant_name=before.applicant_name if before else None,
                    applicant_email=before.applicant_email if before else None,
                )
            ]
        case Confirmed():
            raise refused(Reason.ALREADY)
        case Closed():
            raise refused(Reason.CLOSED)
        case NotAsked():
            raise refused(Reason.NOT_ASKED)


def _confirm(command: Confirm, state: State) -> Sequence[Event]:
    asked = _answerable(command, state)
    if not command.name.strip():
        raise refused(Reason.NO_NAME)
    return [
        ConfirmationGiven(
            confirmation_id=command.confirmation_id,
            application_id=asked.application_id,
            by=ConfirmedBy.LINK,
            person_id=command.person_id,
            name=command.name.strip(),
            statement=command.statement,
        )
    ]


def _decline(command: Decline, state: State) -> Sequence[Event]:
    asked = _answerable(command, state)
    return [
        ConfirmationDeclined(
            confirmation_id=command.confirmation_id,
            application_id=asked.application_id,
            reason=command.reason,
            person_id=command.person_id,
            statement=command.statement,
        )
    ]


def _answerable(command: Confirm | Decline, state: State) -> Asked:
    """Return what is asked, where this link may still answer it: once, and in time."""
    match state:
        case Asked():
            if command.attempt != state.attempt:
                raise refused(Reason.REPLACED)
            if command.now >= state.expires_at:
                raise refused(Reason.EXPIRED)
            return state
        case Unconfirmed(declined=True) | Confirmed():
            raise refused(Reason.USED)
        case Unconfirmed():
            raise refused(Reason.EXPIRED)
        case Closed():
            raise refused(Reason.CLOSED)
        case NotAsked():
            raise refused(Reason.NOT_ASKED)


def _record_paper(command: RecordPaper, state: State) -> Sequence[Event]:
    match state:
        case Asked() | Unconfirmed():
            is_untied(command.actor, command.tied)
            if not (command.name or "").strip():
                raise refused(Reason.NO_NAME)
            return [
                ConfirmationGiven(
                    confirmation_id=command.confirmation_id,
                    application_id=state.application_id,
                    by=ConfirmedBy.PAPER,
                    person_id=command.person_id,
                    name=command.name,
                    statement=command.statement,
                )
            ]
        case Confirmed():
            return []
        case Closed():
            raise refused(Reason.CLOSED)
        case NotAsked():
            raise refused(Reason.NOT_ASKED)


def _by_itself(command: Remind | Lapse | Close, state: State) -> Sequence[Event]:
    """What time or the application's end brings; a settled confirmation is left."""
    if isinstance(command, Close):
        match state:
            case Asked() | Unconfirmed():
                return [
                    ConfirmationClosed(
                        confirmation_id=command.confirmation_id,
                        application_id=state.application_id,
                    )
                ]
            case NotAsked() | Confirmed() | Closed():
                return []
    if not isinstance(state, Asked):
        return []
    if isinstance(command, Remind):
        return _remind(command, state)
    return [
        ConfirmationLapsed(
            confirmation_id=command.confirmation_id,
            application_id=state.application_id,
        )
    ]


def _remind(command: Remind, state: Asked) -> Sequence[Event]:
    proposer = command.proposer
    if proposer is None or proposer.person_id is None:
        return []
    return [
        ConfirmationReminded(
            confirmation_id=command.confirmation_id,
            application_id=state.application_id,
            attempt=state.attempt,
            expires_at=state.expires_at,
            person_id=proposer.person_id,
            name=proposer.name,
            email=proposer.email,
            applicant_name=proposer.applicant_name,
        )
    ]


def evolve(state: State, event: Event) -> State:
    """Return what the confirmation is after `event`."""
    match event:
        case ConfirmationAsked():
            return Asked(
                event.application_id, event.role, event.attempt, event.expires_at
            )
        case ConfirmationDeclined():
            return _unconfirmed(state, declined=True)
        case ConfirmationLapsed():
            return _unconfirmed(state, declined=False)
        case ConfirmationGiven():
            return Confirmed()
        case ConfirmationClosed():
            return Closed()
        case ConfirmationReminded():
            return state


def _unconfirmed(state: State, *, declined: bool) -> State:
    match state:
        case Asked():
            return Unconfirmed(
                state.application_id, state.role, state.attempt, declined
            )
        case NotAsked() | Unconfirmed() | Confirmed() | Closed():
            return state


CONFIRMATION = Decider[Command, State, Event](
    initial=NotAsked(), decide=decide, evolve=evolve
)
"""The rules of one proposer's confirmation."""
