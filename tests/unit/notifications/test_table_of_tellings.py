"""The table of tellings."""

from collections import Counter

import pytest

from services.notifications.messages.subscribers import HEARS
from services.notifications.messages.telling.line import (
    Gathered,
    Nobody,
    Noticed,
    Told,
)
from services.notifications.messages.telling.table import THEMES
from services.notifications.wordings.in_use import WORDINGS
from shared.contracts.catalogue import EVENTS

LINES = [line for lines in THEMES.values() for line in lines]
TOLD = [line for line in LINES if isinstance(line, Told)]
NOBODY = [line for line in LINES if isinstance(line, Nobody)]


@pytest.mark.parametrize("name", EVENTS)
def test_has_a_line_for_every_event_of_the_catalogue(name: str) -> None:
    assert name in {line.event.TYPE for line in LINES}, (
        f"say in services/notifications/messages/telling who is told of {name}, or "
        "that nobody is, and why"
    )


def test_has_no_line_for_what_is_no_event() -> None:
    assert {line.event.TYPE for line in LINES} <= set(EVENTS)


def test_does_not_say_of_one_event_both_that_somebody_is_told_and_nobody() -> None:
    told = {line.event for line in TOLD}
    assert not {line.event for line in NOBODY} & told
    assert max(Counter(line.event for line in NOBODY).values()) == 1


def test_hears_of_everything_that_somebody_is_told_of() -> None:
    assert {line.event for line in TOLD} <= set(HEARS)


def test_names_a_template_and_a_rule_wherever_somebody_is_told() -> None:
    noticed = {
        one for line in LINES if isinstance(line, Noticed) for one in line.wordings
    }
    gathered = {line.wording for line in LINES if isinstance(line, Gathered)}
    assert {line.wording for line in TOLD} | noticed | gathered == set(WORDINGS)
    assert all(line.rule and line.channels for line in TOLD)


@pytest.mark.parametrize("line", NOBODY, ids=lambda line: line.event.__name__)
def test_gives_a_clause_as_the_reason_why_nobody_is_told(line: Nobody) -> None:
    assert line.because
    assert line.because == line.because.strip().rstrip(".")
