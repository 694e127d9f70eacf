"""Commands on their way to Kafka: addressed, sealed, signed."""

import asyncio
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import cast
from uuid import UUID, uuid4

from cli.failures import Failed
from cli.kafka import producer
from cli.system import SERVICES, System
from shared.contracts.addressing import SettleAddress
from shared.contracts.applications import DecideApplication, SubmitApplication
from shared.contracts.assessment import AppointAssessor, GiveRecommendation
from shared.contracts.assessors import (
    CancelLeave,
    DeclareInterests,
    EndAppointment,
    GiveUpLeave,
    RecordLeave,
    RecordTraining,
    TakeLeave,
)
from shared.contracts.assigning import (
    ClaimCase,
    ReassignCase,
    RecuseFromCase,
    RemindAssessors,
)
from shared.contracts.canonical import Json
from shared.contracts.contract import CommandData, personal_fields
from shared.contracts.declarations import JudgeDeclaration, RecuseFromDeclaration
from shared.contracts.envelope import CONTENT_TYPE, CommandEnvelope, encode_command
from shared.contracts.fees import (
    AllocatePayment,
    DismissPayment,
    RecordPayment,
    RecordReturnedPayment,
    RecordUnmatchedPayment,
    RefundFee,
    WaiveFee,
)
from shared.contracts.identity import DecidePossibleDuplicate
from shared.contracts.judging import (
    AdjudicateAssessment,
    ReconsiderRecommendation,
    SaveAssessment,
    SubmitAssessment,
)
from shared.contracts.preferring import RecordPreferences, SetPreferences
from shared.contracts.retention import ErasePerson, LiftLegalHold, PlaceLegalHold
from shared.contracts.sealing import SALT_BYTES, seal
from shared.contracts.serving import CloseRefused
from shared.identity.keys import KnownKey
from shared.identity.signatures import sign_command

STREAMS: Mapping[type[CommandData], tuple[str, str]] = {
    SubmitApplication: ("application", "application_id"),
    DecideApplication: ("application", "application_id"),
    AppointAssessor: ("assessor", "assessor_id"),
    GiveRecommendation: ("assessment", "assessment_id"),
    SaveAssessment: ("assessment", "assessment_id"),
    SubmitAssessment: ("assessment", "assessment_id"),
    ReconsiderRecommendation: ("assessment", "assessment_id"),
    AdjudicateAssessment: ("assessment", "assessment_id"),
    RecordTraining: ("assessor", "assessor_id"),
    RecordLeave: ("assessor", "assessor_id"),
    CancelLeave: ("assessor", "assessor_id"),
    TakeLeave: ("assessor", "assessor_id"),
    GiveUpLeave: ("assessor", "assessor_id"),
    DeclareInterests: ("assessor", "assessor_id"),
    EndAppointment: ("assessor", "assessor_id"),
    ClaimCase: ("assessment", "assessment_id"),
    RecuseFromCase: ("assessment", "assessment_id"),
    ReassignCase: ("assessment", "assessment_id"),
    RemindAssessors: ("assessment", "assessment_id"),
    ErasePerson: ("person", "person_id"),
    PlaceLegalHold: ("person", "person_id"),
    LiftLegalHold: ("person", "person_id"),
    JudgeDeclaration: ("declaration", "application_id"),
    RecuseFromDeclaration: ("declaration", "application_id"),
    DecidePossibleDuplicate: ("identity", "pair_id"),
    RecordPayment: ("fee", "application_id"),
    RecordReturnedPayment: ("fee", "application_id"),
    RefundFee: ("fee", "application_id"),
    WaiveFee: ("fee", "application_id"),
    RecordUnmatchedPayment: ("payment", "payment_id"),
    AllocatePayment: ("payment", "payment_id"),
    DismissPayment: ("payment", "payment_id"),
    CloseRefused: ("refusal", "application_id"),
    SetPreferences: ("preferences", "application_id"),
    RecordPreferences: ("preferences", "application_id"),
    SettleAddress: ("address", "application_id"),
}
"""Of each command: the kind of stream it speaks to, and the field that names it."""

KINDS: Mapping[str, str] = {
    "application_id": "application",
    "assessment_id": "assessment",
    "assessor_id": "assessor",
    "bulk_id": "bulk",
    "confirmation_id": "confirmation",
    "document_id": "document",
    "draft_id": "draft",
    "case_id": "entry-fraud",
    "interest_id": "staff-interest",
    "message_id": "message",
    "subscriber_id": "subscriber",
}
"""Of every other command: the kind of stream that its first field names."""


@dataclass(frozen=True, slots=True)
class OutgoingCommand:
    """A command as its sender means it; `service` is who it is for."""

    id: UUID
    data: CommandData
    subject: str
    service: str
    correlation_id: UUID
    expected_version: int | None = None


@dataclass(frozen=True, slots=True)
class CommandRecord:
    """A record of a commands topic."""

    topic: str
    key: bytes
    value: bytes
    headers: tuple[tuple[str, bytes], ...]


def outgoing(data: CommandData, command_id: UUID | None = None) -> OutgoingCommand:
    """Return the command for the service and stream that its contract names."""
    identity = command_id or uuid4()
    subject = subject_of(data)
    if subject is None:
        raise Failed(f"{data.TYPE} does not say which stream it speaks to.")
    return OutgoingCommand(
        id=identity,
        data=data,
        subject=subject,
        service=data.TYPE.split(".")[1],
        correlation_id=identity,
    )


def subject_of(data: CommandData) -> str | None:
    """Return the stream that a command speaks to, None where it names none."""
    stream = getattr(data, "stream", None)
    if isinstance(stream, str):
        return stream
    first = next(iter(type(data).model_fields))
    kind, field = STREAMS.get(type(data), (KINDS.get(first), first))
    return None if kind is None else f"{kind}/{getattr(data, field)}"


def command_record(
    command: OutgoingCommand, key: KnownKey, system: System, topic: str | None = None
) -> CommandRecord:
    """Return the record of a command, sealed, and signed by its actor's own key.

    `topic` is a full name; the service's own commands topic unless told.
    """
    now = datetime.now(UTC)
    address = topic or system.topic(f"{command.service}.commands")
    if topic is None and command.service not in SERVICES:
        raise Failed(f"{command.data.TYPE} is for any service: name its --topic.")
    sealed, disclosures = seal(
        cast("dict[str, Json]", command.data.model_dump(mode="json")),
        personal_fields(type(command.data)),
        lambda: secrets.token_bytes(SALT_BYTES),
    )
    value = encode_command(
        CommandEnvelope(
            id=command.id,
            type=command.data.TYPE,
            subject=command.subject,
            time=now,
            actor=key.actor,
            correlationid=command.correlation_id,
            expectedversion=command.expected_version,
            data=sealed,
        )
    )
    headers = {
        "content-type": CONTENT_TYPE,
        "ce_type": command.data.TYPE,
        "ce_id": str(command.id),
        "disclosures": "~".join(disclosures),
        "signature": sign_command(value, address, key, now),
    }
    return CommandRecord(
        topic=address,
        key=command.subject.encode(),
        value=value,
        headers=tuple((name, text.encode()) for name, text in headers.items()),
    )


async def put_on_kafka(system: System, records: Sequence[CommandRecord]) -> None:
    """Send the records in order, and return when the broker has them all."""
    writer = producer(system.kafka)
    await writer.start()
    try:
        # Sends are queued in this order, and a key's records stay in it.
        await asyncio.gather(
            *(
                writer.send_and_wait(
                    record.topic,
                    key=record.key,
                    value=record.value,
                    headers=list(record.headers),
                )
                for record in records
            )
        )
    finally:
        await writer.stop()
