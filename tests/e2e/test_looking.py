"""Looking at the register's cases, in the trail of who looked."""

import json
from typing import Any

import pytest

from shared.identity.demonstration import PEOPLE
from tests.e2e.conftest import ImportedRegister
from tests.support.live import LiveRegister

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]

OPERATOR = PEOPLE["operator"].actor


def trail(live: LiveRegister, subject: str) -> list[dict[str, Any]]:
    """Return the events about a subject, as a regulator sees them."""
    live.drain()
    said = live.run(
        *("audit", "trail", subject, "--json", "--purpose", "oversight"),
    )
    assert said.returncode == 0, said.stderr
    return [entry["event"] for entry in json.loads(said.stdout)["entries"]]


def test_is_there_with_purpose_and_subject(imported: ImportedRegister) -> None:
    actor = PEOPLE["registrar-2"].actor
    case = "00000000-0000-7000-8000-000000000001"
    refused = imported.live.run("case", case, "--as", "operator")
    missing = imported.live.run(
        "case", case, "--as", "registrar-2", "--purpose", "complaint"
    )
    assert (refused.returncode, missing.returncode) == (1, 1)
    # The register is one for all tests: others look, too.
    [look] = [
        event["data"]
        for event in trail(imported.live, actor)
        if event["data"].get("subject") == f"assessment/{case}"
    ]
    assert (look["outcome"], look["purpose"]) == ("not-found", "complaint")
    turned_away = [
        event["data"]["action"]
        for event in trail(imported.live, OPERATOR)
        if "attempt-refused" in event["type"]
    ]
    assert turned_away.count("assessment.read-case") == 1


def test_is_there_when_the_regulator_looks_too(imported: ImportedRegister) -> None:
    regulator = PEOPLE["regulator"].actor
    trail(imported.live, OPERATOR)
    looks = [
        event["data"]
        for event in trail(imported.live, regulator)
        if "looked" in event["type"]
    ]
    assert {(look["kind"], look["purpose"]) for look in looks} >= {
        ("trail", "oversight")
    }
    # Whom they sought is sealed.
    assert OPERATOR not in json.dumps(looks)


def test_is_no_conflict_where_one_person_looks_in_two_services(
    imported: ImportedRegister,
) -> None:
    live = imported.live
    for command in (("queue", "--as", "assessor-2"), ("waiting", "list")):
        assert live.run(*command).returncode == 0
    case = "00000000-0000-7000-8000-000000000002"
    live.run("case", case, "--as", "registrar")
    live.run("audit", "trail", case, "--as", "registrar")
    live.drain()
    said = live.run("audit", "trail", "--type", "conflict-detected", "--json")
    assert json.loads(said.stdout)["entries"] == []
    compared = live.run("audit", "compare")
    assert compared.returncode == 0, compared.stdout
