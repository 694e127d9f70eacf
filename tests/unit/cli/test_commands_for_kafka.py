"""A command for Kafka."""

from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from cli.command_files import read_command
from cli.commands_out import command_record, outgoing, subject_of
from cli.failures import Failed
from cli.system import System, find_system
from shared.contracts.appealing import AppealOutcome, FindOnAppeal
from shared.contracts.assessment import GiveRecommendation, Recommendation
from shared.contracts.canonical import Json
from shared.contracts.catalogue import COMMANDS
from shared.contracts.contract import CommandData
from shared.contracts.envelope import decode_command
from shared.contracts.messaging import RetryMessage
from shared.contracts.sealing import unseal
from shared.identity.demonstration import (
    PEOPLE,
    ensure_identity,
    keyset_path,
    signing_key_for,
)
from shared.identity.keyset import KeysetFile
from shared.identity.signatures import verify_command

CASE = UUID("0b9f4c5e-6f0e-5f3c-9d6d-2f9f0c1d7a11")
COMMAND = GiveRecommendation(
    assessment_id=CASE, recommendation=Recommendation.ACCEPT, reasons="Well evidenced."
)
SPELT: dict[str, Json] = {
    "type": GiveRecommendation.TYPE,
    "data": {"assessment_id": str(CASE), "recommendation": "accept"},
}


@pytest.fixture
def system(tmp_path: Path) -> System:
    ensure_identity(tmp_path)
    return find_system(8000, tmp_path, {})


def test_goes_to_the_service_and_stream_of_its_contract(system: System) -> None:
    key = signing_key_for("assessor-1", system.data)
    record = command_record(outgoing(COMMAND), key, system)
    assert record.topic == "assessment.commands"
    assert record.key.decode() == f"assessment/{CASE}"


def test_carries_personal_data_in_disclosures_only(system: System) -> None:
    key = signing_key_for("assessor-1", system.data)
    record = command_record(outgoing(COMMAND), key, system)
    assert b"Well evidenced." not in record.value
    headers = dict(record.headers)
    disclosed = headers["disclosures"].decode().split("~")
    opened = unseal(decode_command(record.value).data, disclosed)
    assert opened["reasons"] == "Well evidenced."


def test_is_signed_by_the_key_of_who_asks(system: System) -> None:
    key = signing_key_for("assessor-1", system.data)
    record = command_record(outgoing(COMMAND), key, system)
    caller = verify_command(
        dict(record.headers)["signature"].decode(),
        record.value,
        record.topic,
        datetime.now(UTC),
        KeysetFile(keyset_path(system.data)),
    )
    assert caller.actor == PEOPLE["assessor-1"].actor


def test_is_read_from_json() -> None:
    command = read_command({**SPELT, "id": str(CASE), "expected_version": 3}, "c.json")
    assert (command.id, command.correlation_id) == (CASE, CASE)
    assert (command.subject, command.expected_version) == (f"assessment/{CASE}", 3)


@pytest.mark.parametrize("contract", COMMANDS.values(), ids=COMMANDS)
def test_speaks_to_a_stream_whatever_it_is(contract: type[CommandData]) -> None:
    fields = dict.fromkeys(contract.model_fields, CASE)
    named = contract.model_construct(None, **fields)
    if "stream" in fields:
        named = contract.model_construct(None, stream=f"any/{CASE}")
    kind, _, name = (subject_of(named) or "").partition("/")
    assert (kind != "", name) == (True, str(CASE))


def test_of_an_appeal_speaks_to_its_application() -> None:
    finding = FindOnAppeal(application_id=CASE, outcome=AppealOutcome.DISMISSED)
    assert subject_of(finding) == f"application/{CASE}"


def test_may_name_its_subject() -> None:
    assert read_command({**SPELT, "subject": "some/thing"}, "c.json").subject == (
        "some/thing"
    )


@pytest.mark.parametrize(
    ("spelt", "fault"),
    [
        ([], "c.json is not an object with 'type' and 'data'"),
        ({"type": "x"}, "c.json: 'type' is not a command of the register"),
        ({**SPELT, "data": {}}, "c.json: 'assessment_id': Field required"),
        ({**SPELT, "data": None}, "c.json: 'data'"),
        ({**SPELT, "id": "x"}, "c.json: 'id' is not a UUID"),
    ],
)
def test_names_what_cannot_be_read(spelt: Json, fault: str) -> None:
    with pytest.raises(Failed, match=fault):
        read_command(spelt, "c.json")


def test_for_any_service_needs_a_topic(system: System) -> None:
    spelt: Json = {
        "type": RetryMessage.TYPE,
        "data": {
            "capability": "assessing",
            "stream": "application/1",
            "version": 1,
            "reason": "mended",
        },
    }
    key = signing_key_for("operator", system.data)
    command = read_command(spelt, "c.json")
    assert command.subject == "application/1"
    with pytest.raises(Failed, match="--topic"):
        command_record(command, key, system)
    assert command_record(command, key, system, "assessment.commands").topic == (
        "assessment.commands"
    )
