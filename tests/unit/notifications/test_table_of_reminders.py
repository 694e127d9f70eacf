"""The table of reminders."""

from pathlib import Path

import pytest

from services.notifications.messages.subscribers import HEARS
from services.notifications.messages.telling.line import Noticed, Told
from services.notifications.messages.telling.reminding import REMINDERS, Reminder
from services.notifications.messages.telling.table import THEMES
from services.notifications.wordings.in_use import WORDINGS
from services.notifications.wordings.wording import LANGUAGES
from shared.rulebook import Rulebook, load_rulebooks

RULEBOOKS = [
    Path(__file__).parents[3] / "rulebooks" / f"{name}.toml"
    for name in ("rct-voluntary", "hcpc-statutory")
]
VERSIONS = [one for path in RULEBOOKS for one in load_rulebooks(path).versions]

every_reminder = pytest.mark.parametrize(
    "line", REMINDERS, ids=lambda line: f"{line.deadline}, {line.wording}"
)


def test_has_one_line_a_wording() -> None:
    assert len({line.wording for line in REMINDERS}) == len(REMINDERS)


@every_reminder
def test_has_the_letter_in_every_language(line: Reminder) -> None:
    assert set(WORDINGS[line.wording].texts) == set(LANGUAGES)


@every_reminder
def test_names_the_rule_under_which_something_falls_due(line: Reminder) -> None:
    assert line.rule.startswith("domain §")
    assert line.of
    assert line.to


@every_reminder
def test_is_asked_for_by_an_event_that_is_heard_and_brings_the_letter(
    line: Reminder,
) -> None:
    assert line.asked_by in HEARS
    brought = {
        wording
        for each in (one for lines in THEMES.values() for one in lines)
        if each.event is line.asked_by
        for wording in _wordings(each)
    }
    assert line.wording in brought


@every_reminder
@pytest.mark.parametrize("rulebook", VERSIONS, ids=lambda one: one.version_label)
def test_has_its_days_and_their_source_from_each_rulebook(
    line: Reminder, rulebook: Rulebook
) -> None:
    days = line.days_in(rulebook)
    assert days
    assert all(one > 0 for one in days)
    assert list(days) == sorted(days, reverse=True)
    assert line.source_in(rulebook)


def _wordings(line: object) -> tuple[str, ...]:
    match line:
        case Told(wording=wording):
            return (wording,)
        case Noticed(wordings=wordings):
            return wordings
        case _:
            return ()
