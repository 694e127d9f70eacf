"""Previewing letters."""

import pytest

from services.notifications.previews.showing import (
    earlier,
    faults_in,
    found,
    listed,
    preview,
)
from services.notifications.wordings.in_use import ALL, WORDINGS
from services.notifications.wordings.wording import Wording
from shared.errors import NotFound
from tests.support.wordings import BODY, FRONT

EVERY = [(wording, language) for wording in ALL.versions for language in wording.texts]


@pytest.mark.parametrize(
    ("wording", "language"),
    EVERY,
    ids=lambda one: one if isinstance(one, str) else f"{one.name}.v{one.version}",
)
def test_shows_every_version_in_every_language(wording: Wording, language: str) -> None:
    shown = preview(found(wording.name, wording.version), language)
    assert shown.language == language
    assert shown.text.strip()
    assert f'lang="{language}"' in shown.html
    assert not shown.instead


def test_lists_each_version_once_and_says_which_is_in_use() -> None:
    lines = listed()
    assert len({(line.name, line.version) for line in lines}) == len(lines)
    assert {line.name for line in lines if line.in_use} == set(WORDINGS)


def test_says_honestly_that_nobody_has_checked_the_welsh() -> None:
    welsh = [text for line in listed() for text in line.texts if text.language == "cy"]
    assert not any(text.checked for text in welsh)


def test_shows_what_was_sent_before_there_were_fields() -> None:
    assert ("application-refused", 1) in {(one.name, one.version) for one in earlier()}


@pytest.mark.parametrize(("name", "version"), [("nothing", None), ("fee-due", 99)])
def test_finds_nothing_where_there_is_nothing(name: str, version: int | None) -> None:
    with pytest.raises(NotFound):
        found(name, version)


def test_checks_files_as_the_start_of_the_service_does() -> None:
    assert faults_in({"greeting.v1.en.md": FRONT + BODY}) == []
    [fault] = faults_in({"greeting.v1.en.md": FRONT + BODY + "{{ more }}"})
    assert "it asks for more" in fault
