"""Every command of applications and assessment, by the three questions."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import get_type_hints

import pytest

from tests.support.capabilities import of_service
from tests.support.given import Question
from tests.support.three_questions import ASKED, commands_of, named

ROOT = Path(__file__).parents[2]
SERVICES = ("applications", "assessment")

NEVER_QUIET: Mapping[str, str] = MappingProxyType(
    {
        "applying.AnswerFurtherInformation": "once answered, nothing is asked for",
        "applying.LodgeAppeal": "another appeal waits until the first is decided",
        "confirming.AskAnother": "each asks somebody else",
        "confirming.Confirm": "a link is used once, and says so",
        "confirming.Decline": "a link is used once, and says so",
        "entry_fraud.AnswerCase": "each answer is another",
        "entry_fraud.DecideAppeal": "once decided, no appeal is open",
    }
)
"""Which commands always do something, or say why not, and why that is so."""

NEVER_REFUSED: Mapping[str, str] = MappingProxyType(
    {"retention.LiftHold": "where no hold is, none is left to lift"}
)
"""Which commands that somebody sends are never refused, and why that is so."""


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """What the unit tests that say `given` ask, as they say it when they run."""
    tests = [
        str(path.relative_to(ROOT))
        for service in SERVICES
        for path in sorted((ROOT / "tests" / "unit" / service).glob("test_*.py"))
        if "given(" in path.read_text(encoding="utf-8")
    ]
    said = tmp_path_factory.mktemp("questions") / "asked.txt"
    run = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-q"),
            *("-p", "tests.support.three_questions", "-p", "no:cacheprovider"),
            *tests,
        ],
        cwd=ROOT,
        env={**os.environ, ASKED: str(said)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout[-2_000:]
    return set(said.read_text(encoding="utf-8").splitlines())


def sent_to(service: str) -> set[type[object]]:
    """Return the commands that somebody sends, and so may be told why not."""
    return {
        get_type_hints(accept)["return"]
        for capability in of_service(service)
        for accept in capability.accepts.values()
    }


@pytest.mark.parametrize("service", SERVICES)
def test_is_tried_where_it_produces(service: str, asked: set[str]) -> None:
    missing = [
        named(command)
        for command in commands_of(service)
        if f"{named(command)} {Question.PRODUCES}" not in asked
    ]
    assert not missing


@pytest.mark.parametrize("service", SERVICES)
def test_is_tried_where_it_stays_quiet(service: str, asked: set[str]) -> None:
    missing = {
        named(command)
        for command in commands_of(service)
        if f"{named(command)} {Question.STAYS_QUIET}" not in asked
    }
    assert not missing - NEVER_QUIET.keys()


@pytest.mark.parametrize("service", SERVICES)
def test_is_tried_where_it_is_refused_if_somebody_sends_it(
    service: str, asked: set[str]
) -> None:
    sent = sent_to(service)
    missing = {
        named(command)
        for command in commands_of(service)
        if command in sent and f"{named(command)} {Question.REFUSES}" not in asked
    }
    assert not missing - NEVER_REFUSED.keys()


def test_has_no_exception_that_is_none(asked: set[str]) -> None:
    quiet = {f"{name} {Question.STAYS_QUIET}" for name in NEVER_QUIET}
    refused = {f"{name} {Question.REFUSES}" for name in NEVER_REFUSED}
    assert not asked & (quiet | refused)
