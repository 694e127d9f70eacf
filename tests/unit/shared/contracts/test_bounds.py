"""The bounds of a command's fields."""

from uuid import UUID

import pytest
from pydantic import ValidationError

from shared.contracts.applications import SubmitApplication
from shared.contracts.assessment import AppointAssessor
from shared.contracts.bounds import LONGEST_SUBMISSION, LONGEST_TEXT, MOST_ANSWERS
from shared.contracts.canonical import Json
from shared.errors import Unreadable
from shared.messaging.commands import read_command

ID = UUID(int=1)


def submit(answers: dict[str, str]) -> SubmitApplication:
    return SubmitApplication(application_id=ID, submission=answers)


def test_hold_an_application_as_anybody_means_it() -> None:
    answers = {f"q{n}": "x" * (LONGEST_SUBMISSION // 100) for n in range(MOST_ANSWERS)}
    assert submit(answers).submission == answers


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({f"q{n}": "" for n in range(MOST_ANSWERS + 1)}, "at most 100 items"),
        ({"employer": "x" * (LONGEST_TEXT + 1)}, "answer 'employer' is longer"),
        ({"x" * 201: ""}, "name of an answer"),
        ({f"q{n}": "x" * LONGEST_TEXT for n in range(21)}, "all answers together"),
    ],
    ids=["too-many", "answer", "name", "together"],
)
def test_name_what_passes_them(answers: dict[str, str], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        submit(answers)


def test_are_named_to_whoever_sends_the_command() -> None:
    with pytest.raises(Unreadable, match=r"submission \(the answer 'employer' is"):
        read_command(
            SubmitApplication.TYPE,
            {"application_id": str(ID), "submission": {"employer": "x" * 20_001}},
        )
    scopes: list[Json] = ["x"] * 101
    with pytest.raises(Unreadable, match=r"scopes \(.*at most 100 items"):
        read_command(AppointAssessor.TYPE, {"assessor_id": "a", "scopes": scopes})
