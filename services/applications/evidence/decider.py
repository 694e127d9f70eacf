"""Every decision about a document, and what it is after each event."""

from collections.abc import Sequence
from typing import TypeAlias
from uuid import UUID

from services.applications.evidence import rules
from services.applications.evidence.commands import (
    Command,
    ReceiveDocument,
    RecordDestroyed,
    RecordScan,
    WithdrawDocument,
)
from services.applications.evidence.rules import Reason, refused
from services.applications.evidence.state import (
    Destroyed,
    NotReceived,
    Received,
    State,
    Withdrawn,
)
from shared.contracts.evidence import (
    Destruction,
    DocumentDestroyed,
    DocumentReceived,
    DocumentScanned,
    DocumentWithdrawn,
    Scan,
)
from shared.decider import Decider

Event: TypeAlias = (
    DocumentReceived | DocumentScanned | DocumentWithdrawn | DocumentDestroyed
)


def decide(command: Command, state: State) -> Sequence[Event]:
    """Return the events that `command` leads to, or raise `Refused`."""
    match command:
        case ReceiveDocument():
            return _receive(command, state)
        case RecordScan():
            return _record_scan(command, state)
        case WithdrawDocument():
            return _withdraw(command, state)
        case RecordDestroyed():
            return _record_destroyed(command, state)


def _receive(command: ReceiveDocument, state: State) -> Sequence[Event]:
    match state:
        case NotReceived():
            rules.require_acceptable(command)
            return [_received(command)]
        case Received(application_id, sha256):
            if (application_id, sha256) == (command.application_id, command.sha256):
                return []
            raise refused(Reason.OTHER_CONTENT)
        case Withdrawn() | Destroyed():
            raise refused(Reason.GONE)


def _received(command: ReceiveDocument) -> DocumentReceived:
    return DocumentReceived(
        document_id=command.document_id,
        application_id=command.application_id,
        kind=command.kind,
        sha256=command.sha256,
        size=command.size,
        media_type=command.media_type,
        scan=command.scan,
        seen_by=command.policy.seen_by or (),
        holds_up_admission=rules.holds_up(command.policy, command.scan),
        person_id=command.case.person_id if command.case else None,
        file_name=command.file_name,
    )


def _record_scan(command: RecordScan, state: State) -> Sequence[Event]:
    """Take a verdict; a document once found clean or infected stays that."""
    match state:
        case Received(application_id, _, scan):
            unsettled = scan in (Scan.PENDING, Scan.NOT_SCANNED)
            if not unsettled or command.scan is scan:
                return []
            return [
                DocumentScanned(
                    document_id=command.document_id,
                    application_id=application_id,
                    scan=command.scan,
                    signature=command.signature,
                    holds_up_admission=rules.holds_up_admission(
                        command.scan, admits_unscanned=command.admits_unscanned
                    ),
                )
            ]
        case Withdrawn() | Destroyed():
            return []
        case NotReceived():
            raise refused(Reason.NOT_RECEIVED)


def _withdraw(command: WithdrawDocument, state: State) -> Sequence[Event]:
    if isinstance(state, NotReceived) or not rules.may_take_back(command):
        # To whoever it does not concern, it does not exist.
        raise refused(Reason.NOT_RECEIVED)
    match state:
        case Received(application_id, _, scan):
            judged = command.case is not None and command.case.judged
            if judged and scan is not Scan.INFECTED:
                raise refused(Reason.JUDGED)
            return [
                DocumentWithdrawn(
                    document_id=command.document_id, application_id=application_id
                )
            ]
        case Withdrawn() | Destroyed():
            return []


def _record_destroyed(command: RecordDestroyed, state: State) -> Sequence[Event]:
    match state:
        case Received(application_id) if command.reason is Destruction.PERSON_ERASED:
            return [_destroyed(command, application_id)]
        case Withdrawn(application_id):
            return [_destroyed(command, application_id)]
        case Destroyed():
            return []
        case Received() | NotReceived():
            raise refused(Reason.NOT_RECEIVED)


def _destroyed(command: RecordDestroyed, application_id: UUID) -> DocumentDestroyed:
    return DocumentDestroyed(
        document_id=command.document_id,
        application_id=application_id,
        reason=command.reason,
    )


def evolve(state: State, event: Event) -> State:
    """Return what the document is after `event`."""
    match event:
        case DocumentReceived():
            return Received(event.application_id, event.sha256, event.scan)
        case DocumentScanned():
            return _scanned(state, event)
        case DocumentWithdrawn():
            return Withdrawn(event.application_id)
        case DocumentDestroyed():
            return Destroyed()


def _scanned(state: State, event: DocumentScanned) -> State:
    match state:
        case Received():
            return Received(state.application_id, state.sha256, event.scan)
        case NotReceived() | Withdrawn() | Destroyed():
            return state


DOCUMENT = Decider[Command, State, Event](
    initial=NotReceived(), decide=decide, evolve=evolve
)
"""The rules of one document."""
