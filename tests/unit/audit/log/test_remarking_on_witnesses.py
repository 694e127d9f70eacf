"""Readiness, when witnesses are missing."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

from services.audit.log.witness_check import witness_check
from services.audit.log.witness_report import QuorumReport, read_report, write_report
from services.audit.settings import Settings
from tests.support.golden_log import WITNESS
from tests.support.web import browser, small_application

MISSING = QuorumReport(
    origin="register.example/audit",
    quorum="w",
    reached=False,
    missing_since=datetime(2026, 3, 1, tzinfo=UTC),
    missing=["w"],
)
POLICY = f"witness w {WITNESS.verifier_key}\nquorum w\n"


def settings(directory: Path, policy: str | None) -> Settings:
    file = directory / "policy"
    file.write_text(policy or "")
    return Settings(
        database_url=SecretStr("postgresql://nobody@127.0.0.1/nothing"),
        kafka="127.0.0.1:1",
        port=1,
        keyset=Path("nothing"),
        private_key=Path("nothing"),
        log_files=directory,
        witness_policy=file if policy else None,
    )


async def test_says_who_is_missing_since_when_and_stays_ready(tmp_path: Path) -> None:
    write_report(tmp_path, MISSING)
    check = witness_check(settings(tmp_path, POLICY))
    app = small_application(tmp_path / "identity", ready={"witnesses": check})
    async with browser(app) as client:
        answer = await client.get("/health/ready")
    assert answer.status_code == 200
    assert answer.json() == {
        "status": "ready",
        "checks": {
            "witnesses": "The quorum w of witnesses is missing since "
            "2026-03-01T00:00:00+00:00, without w.",
        },
    }


@pytest.mark.parametrize("policy", [None, POLICY])
async def test_says_nothing_while_nobody_is_missing(
    policy: str | None,
    tmp_path: Path,
) -> None:
    if policy is None:
        write_report(tmp_path, MISSING)
    else:
        write_report(tmp_path, QuorumReport(origin="register.example/audit"))
    assert await witness_check(settings(tmp_path, policy))() is None


async def test_says_nothing_before_anything_is_known(tmp_path: Path) -> None:
    assert await witness_check(settings(tmp_path, POLICY))() is None


def test_reads_a_report_back(tmp_path: Path) -> None:
    write_report(tmp_path, MISSING)
    assert read_report(tmp_path) == MISSING


def test_is_not_asked_under_a_policy_that_is_wrong(tmp_path: Path) -> None:
    with pytest.raises(ValidationError, match="line 2: W is not defined"):
        settings(tmp_path, POLICY.replace("quorum w", "quorum W"))
