"""Commands on their way to Kafka: read from JSON, sealed, signed, addressed."""

import asyncio
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import cast
from uuid import UUID, uuid4

from pydantic import ValidationError

from cli.failures import Failed
from cli.kafka import producer
from cli.system import SERVICES, System
from shared.contracts.applications import DecideApplication, SubmitApplication
from shared.contracts.assessment import AppointAssessor, GiveRecommendation
from shared.contracts.canonical import Json
from shared.contracts.catalogue import COMMANDS
from shared.contracts.contract import CommandData, personal_fields
from shared.contracts.envelope import CONTENT_TYPE, CommandEnvelope, encode_command
from shared.contracts.sealing import SALT_BYTES, seal
from shared.identity.keys import KnownKey
from shared.identity.signatures import sign_command

STREAMS: Mapping[type[CommandData], tuple[str, str]] = {
    SubmitApplication: ("application", "application_id"),
    DecideApplication: ("application", "application_id"),
    AppointAssessor: ("assessor", "assessor_id"),
    GiveRecommendation: ("assessment", "assessment_id"),
}
"""Of each command: the kind of stream it speaks to, and the field that names it."""


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
    kind, field = STREAMS[type(data)]
    return OutgoingCommand(
        id=identity,
        data=data,
        subject=f"{kind}/{getattr(data, field)}",
        service=data.TYPE.split(".")[1],
        correlation_id=identity,
    )


def read_command(value: Json, place: str) -> OutgoingCommand:
    """Return the command that a JSON object spells; raises `Failed` naming the fault.

    Members: `type`, `data`, and where wanted `id`, `subject`, `correlation_id` and
    `expected_version`.
    """
    if not isinstance(value, dict):
        raise Failed(f"{place} is not an object with 'type' and 'data'.")
    contract = COMMANDS.get(str(value.get("type")))
    if contract is None:
        known = ", ".join(sorted(COMMANDS))
        raise Failed(f"{place}: 'type' is not a command of the register: {known}.")
    data = _data(contract, value.get("data"), place)
    identity = _uuid(value, "id", place) or uuid4()
    expected = value.get("expected_version")
    return OutgoingCommand(
        id=identity,
        data=data,
        subject=_subject(value, data, place),
        service=contract.TYPE.split(".")[1],
        correlation_id=_uuid(value, "correlation_id", place) or identity,
        expected_version=expected if isinstance(expected, int) else None,
    )


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


async def put_on_kafka(system: System, records: list[CommandRecord]) -> None:
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
                    headers=record.headers,
                )
                for record in records
            )
        )
    finally:
        await writer.stop()


def _data(contract: type[CommandData], data: Json, place: str) -> CommandData:
    try:
        return contract.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        field = ".".join(map(str, first["loc"])) or "data"
        raise Failed(f"{place}: '{field}': {first['msg']}.") from None


def _subject(value: Mapping[str, Json], data: CommandData, place: str) -> str:
    given = value.get("subject")
    if isinstance(given, str) and given:
        return given
    stream = getattr(data, "stream", None)
    if isinstance(stream, str):
        return stream
    if type(data) not in STREAMS:
        raise Failed(f"{place}: 'subject' is needed: the stream it speaks to.")
    return outgoing(data).subject


def _uuid(value: Mapping[str, Json], name: str, place: str) -> UUID | None:
    given = value.get(name)
    if given is None:
        return None
    try:
        return UUID(str(given))
    except ValueError:
        raise Failed(f"{place}: '{name}' is not a UUID.") from None
