"""Readiness, when events are missing in the log."""

from pathlib import Path

from pydantic import SecretStr

from services.audit.log.gap_check import gap_check
from services.audit.log.gap_report import GapReport, write_report
from services.audit.settings import Settings
from tests.support.web import browser, small_application


def settings(directory: Path) -> Settings:
    return Settings(
        database_url=SecretStr("postgresql://nobody@127.0.0.1/nothing"),
        kafka="127.0.0.1:1",
        port=1,
        keyset=Path("nothing"),
        private_key=Path("nothing"),
        log_files=directory,
    )


async def test_says_whose_events_are_missing_and_stays_ready(tmp_path: Path) -> None:
    write_report(tmp_path, GapReport(open={"/assessment": 1, "/applications": 2}))
    check = gap_check(settings(tmp_path))
    app = small_application(tmp_path / "identity", ready={"gaps": check})
    async with browser(app) as client:
        answer = await client.get("/health/ready")
    assert answer.status_code == 200
    assert answer.json() == {
        "status": "ready",
        "checks": {
            "gaps": "Gaps in streams that could not be filled yet: "
            "2 of /applications, 1 of /assessment.",
        },
    }


async def test_says_nothing_while_nothing_is_missing(tmp_path: Path) -> None:
    write_report(tmp_path, GapReport())
    assert await gap_check(settings(tmp_path))() is None


async def test_says_nothing_before_a_sequencer_has_led(tmp_path: Path) -> None:
    assert await gap_check(settings(tmp_path))() is None
