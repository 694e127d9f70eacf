"""The wordings that letters are made of."""

from hashlib import sha256
from pathlib import Path

import pytest

from services.notifications.messages.telling.line import Told
from services.notifications.messages.telling.reminding import REMINDERS
from services.notifications.messages.telling.table import THEMES, faults_of
from services.notifications.wordings.in_use import ALL, LETTERS, WORDINGS
from services.notifications.wordings.wording import Kind, Wording

KEPT = Path(__file__).parents[2] / "contracts" / "letters.sha256"
TOLD = [line for lines in THEMES.values() for line in lines if isinstance(line, Told)]


def test_are_never_changed_once_there() -> None:
    lines = KEPT.read_text(encoding="utf-8").splitlines()
    kept = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
    now = {
        path.name: sha256(path.read_bytes()).hexdigest() for path in LETTERS.iterdir()
    }
    changed = sorted(name for name in kept if now.get(name) != kept[name])
    assert not changed, "write the next version beside it, and leave this as it was"
    missing = sorted(now.keys() - kept.keys())
    assert not missing, f"add to {KEPT.name}, by sha256sum: {', '.join(missing)}"


def test_are_all_asked_for_by_somebody() -> None:
    assert set(WORDINGS) - {line.wording for line in TOLD} <= {
        "message-unmet",
        # It gathers what its day left overdue.
        "obligations-overdue",
        # Of a notice, the service that asks names it.
        "application-refused",
        "application-accepted-narrower",
        *(one.wording for one in REMINDERS),
    }


def test_have_the_fields_that_the_table_fills() -> None:
    assert faults_of(THEMES) == []


def test_do_not_start_with_a_line_that_leaves_a_field_empty() -> None:
    line = next(line for line in TOLD if line.words)
    bare = Told(line.event, line.to, line.wording, line.rule, line.about)
    [fault] = faults_of({"Theme": [bare]})
    assert "lacks" in fault


@pytest.mark.parametrize("wording", ALL.versions, ids=lambda one: one.name)
def test_are_there_in_welsh_too(wording: Wording) -> None:
    assert "cy" in wording.texts


def test_remind_only_where_nothing_else_is_lost() -> None:
    reminders = {name for name, one in WORDINGS.items() if one.kind is Kind.REMINDER}
    assert reminders == {
        "assessment-overdue",
        "case-reminder",
        "confirmation-reminder",
        "cpd-profile-reminder",
        "further-information-reminder",
        "training-due",
    }
