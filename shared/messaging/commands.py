"""Commands on Kafka: signed by their actor, judged at the broker's append time.

A command is promised only by its event or its refusal, so whatever cannot be done is
refused out loud; a record is never dropped. Redelivery is harmless: answers are kept
by command id.
"""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import cast
from uuid import NAMESPACE_URL, UUID, uuid5

import structlog
from pydantic import ValidationError

from shared.contracts.canonical import Json, parse_json
from shared.contracts.catalogue import COMMANDS
from shared.contracts.contract import CommandData, personal_fields
from shared.contracts.envelope import (
    CONTENT_TYPE,
    CommandEnvelope,
    decode_command,
    encode_command,
)
from shared.contracts.sealing import seal, unseal
from shared.errors import Failed, Refused, RegisterError, Unreadable
from shared.eventstore.answers import Ask, Denied, Request
from shared.eventstore.execute import Executor
from shared.eventstore.minting import Minting
from shared.identity.keys import KnownKey
from shared.identity.keyset import Keys
from shared.identity.permissions import require_command
from shared.identity.signatures import sign_command, signer_of, verify_command
from shared.messaging.broker import KafkaRecord
from shared.messaging.failing import Failing
from shared.messaging.headers import text_header
from shared.tracing import HEADER as TRACE_HEADER
from shared.tracing import known_traceparent

COMMAND_RECORDS = uuid5(NAMESPACE_URL, "register:command-records")
PAUSE_SECONDS = 1.0
UNVERIFIED = "unverified"
"""The actor of what nobody known has signed."""

TOO_LONG = frozenset({"too_long", "string_too_long"})

log = structlog.get_logger()


class CommandInbox:
    """Takes a service's commands from Kafka to the same `execute` as HTTP's."""

    def __init__(self, executor: Executor, keys: Keys) -> None:
        self._executor = executor
        self._keys = keys
        self.failing = Failing()
        self._accepted = {
            contract.TYPE
            for capability in executor.capabilities.values()
            for contract in capability.accepts
        }

    async def on_records(self, records: Sequence[KafkaRecord]) -> None:
        """Execute a batch; on weather, pause and raise so that it comes again."""
        try:
            requests = [self._request(record) for record in records]
            outcomes = await self._executor.outcomes(requests)
            failed = [
                self._denial(record, _told(outcome))
                for record, outcome in zip(records, outcomes, strict=True)
                if isinstance(outcome, Exception)
            ]
            if failed:
                await self._executor.execute(failed)
            self.failing.note_success(records)
        except Exception as error:
            self.failing.note_failure(records, self._executor.clock.wall())
            log.warning("commands refused for now", cause=type(error).__name__)
            await asyncio.sleep(PAUSE_SECONDS)
            raise

    def _request(self, record: KafkaRecord) -> Request:
        """Return the record as an ask, or as a denial that says why not."""
        try:
            return self._ask(record)
        except Exception as error:  # noqa: BLE001 - one record holds up no partition
            return self._denial(record, _told(error))

    def _ask(self, record: KafkaRecord) -> Ask:
        headers = cast("Sequence[tuple[str, bytes | None]]", record.headers)
        if text_header(headers, "content-type").split(";")[0] != CONTENT_TYPE:
            raise Unreadable(f"The command's content type is not {CONTENT_TYPE}.")
        raw = record.value or b""
        appended = datetime.fromtimestamp(record.timestamp / 1000, UTC)
        caller = verify_command(
            text_header(headers, "signature"), raw, record.topic, appended, self._keys
        )
        command = decode_command(raw)
        disclosures = text_header(headers, "disclosures")
        disclosed = unseal(command.data, filter(None, disclosures.split("~")))
        data = read_command(command.type, disclosed, self._accepted)
        require_command(caller, data)
        return Ask(
            command_id=command.id,
            data=data,
            actor=caller.actor,
            correlation_id=command.correlationid,
            expected_version=command.expectedversion,
            subject=command.subject,
            traceparent=known_traceparent(text_header(headers, TRACE_HEADER)),
            roles=caller.roles,
        )

    def _denial(self, record: KafkaRecord, error: RegisterError) -> Denied:
        place = f"{record.topic}/{record.partition}/{record.offset}"
        denial_id = uuid5(COMMAND_RECORDS, f"{place}/{record.timestamp}")
        command_id, command_type, stream = _named(record.value or b"")
        return Denied(
            denial_id=denial_id,
            command_id=command_id or denial_id,
            command_type=command_type or "unknown",
            stream=stream or place,
            actor=self._sender(record),
            code=error.code,
            sentence=error.sentence,
            rule=error.rule if isinstance(error, Refused) else None,
        )

    def _sender(self, record: KafkaRecord) -> str:
        """Return who sent it, `unverified` where a name is all that says so.

        What is on record under somebody's name is what they signed: a forger does not
        write into another's trail.
        """
        headers = cast("Sequence[tuple[str, bytes | None]]", record.headers)
        appended = datetime.fromtimestamp(record.timestamp / 1000, UTC)
        try:
            return signer_of(
                text_header(headers, "signature"),
                record.value or b"",
                record.topic,
                appended,
                self._keys,
            ).actor
        except Exception:  # noqa: BLE001 - whatever is wrong with it, nobody signed it
            return UNVERIFIED


def _told(error: Exception) -> RegisterError:
    """Return what the sender is told of an error; the log has the rest."""
    return error if isinstance(error, RegisterError) else Failed()


def read_command(
    command_type: str, data: dict[str, Json], accepted: set[str] | None = None
) -> CommandData:
    """Return the command's contract filled in, else `Unreadable` naming the fields."""
    contract = COMMANDS.get(command_type)
    if contract is None or (accepted is not None and command_type not in accepted):
        raise Unreadable("This service takes no command of that type.")
    try:
        return contract.model_validate(data)
    except ValidationError as error:
        raise Unreadable(
            f"The command breaks its contract in: {', '.join(_faults(error))}."
        ) from error


def _faults(error: ValidationError) -> list[str]:
    """Return each field that breaks the contract, with what is too long about it."""
    return sorted(
        {
            f"{fault['loc'][0]} ({fault['msg']})"
            if fault["type"] in TOO_LONG
            else str(fault["loc"][0])
            for fault in error.errors(include_input=False, include_url=False)
            if fault["loc"]
        }
    )


def command_record(
    data: CommandData,
    command_id: UUID,
    stream: str,
    topic: str,
    key: KnownKey,
    wall: datetime,
    *,
    correlation_id: UUID | None = None,
    expected_version: int | None = None,
    minting: Minting | None = None,
) -> tuple[bytes, bytes, list[tuple[str, bytes]]]:
    """Return key, value and headers of a signed command, ready for a producer.

    `topic` is the full name, prefix included, since it is signed; `wall` the sender's
    wall clock.
    """
    sealed, disclosures = seal(
        data.model_dump(mode="json"),
        personal_fields(type(data)),
        (minting or Minting()).salt,
    )
    value = encode_command(
        CommandEnvelope(
            id=command_id,
            type=data.TYPE,
            subject=stream,
            time=wall,
            actor=key.actor,
            correlationid=correlation_id or command_id,
            expectedversion=expected_version,
            data=sealed,
        )
    )
    headers = [
        ("content-type", CONTENT_TYPE.encode()),
        ("ce_type", data.TYPE.encode()),
        ("ce_id", str(command_id).encode()),
        ("signature", sign_command(value, topic, key, wall).encode()),
    ]
    if disclosures:
        headers.append(("disclosures", "~".join(disclosures).encode()))
    return stream.encode(), value, headers


def _named(raw: bytes) -> tuple[UUID | None, str | None, str | None]:
    """Return what an unreadable command calls itself, as far as that can be told."""
    try:
        value = parse_json(raw)
    except RegisterError:
        return None, None, None
    if not isinstance(value, dict):
        return None, None, None
    try:
        command_id = UUID(str(value.get("id")))
    except ValueError:
        command_id = None
    return (
        command_id,
        _short(value.get("type")),
        _short(value.get("subject")),
    )


def _short(value: Json) -> str | None:
    return value[:200] if isinstance(value, str) and value.isprintable() else None
