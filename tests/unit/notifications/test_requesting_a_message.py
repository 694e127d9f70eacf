"""Requesting a message."""

from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import given as whatever
from hypothesis import strategies as st

from services.notifications.messages.commands import Recipient
from services.notifications.messages.decider import MESSAGE
from services.notifications.messages.rules import is_deliverable
from services.notifications.wordings.page import as_page
from shared.contracts.notifications import MessageFailed, MessageRequested
from tests.support.given import Given
from tests.support.messages import (
    ANNA,
    ASSESSMENT_ID,
    MESSAGE_ID,
    PERSON_ID,
    decided,
    rendered,
    request,
)

given = Given(MESSAGE)

ARTICLE = "<p>Dear Anna,</p>\n<p>A case waits.</p>\n"
HTML = as_page("en", "Hello", "Hello", ARTICLE)
REQUESTED = MessageRequested(
    message_id=MESSAGE_ID,
    about=f"assessment/{ASSESSMENT_ID}",
    template="greeting",
    template_version=1,
    person_id=PERSON_ID,
    name="Anna",
    to="anna@register.example",
    subject_line="Hello",
    body="Dear Anna,\n\nA case waits.\n",
    html=HTML,
    content_sha256=sha256(
        f"Hello\nDear Anna,\n\nA case waits.\n\n{HTML}".encode()
    ).hexdigest(),
)


def test_renders_it_once_and_for_all() -> None:
    given().when(request()).then(REQUESTED)


def test_changes_nothing_the_second_time() -> None:
    given(REQUESTED).when(request()).then_nothing()


def test_owes_an_erased_person_nothing() -> None:
    given().when(request(recipient=None)).then_nothing()


@pytest.mark.parametrize(
    "address", [None, "", "nobody", "a@b.example\nBcc: c@d.example"]
)
def test_fails_at_once_where_there_is_no_usable_address(address: str | None) -> None:
    requested, failed = decided(request(replace(ANNA, address=address)))
    assert requested == REQUESTED.model_copy(update={"to": address})
    assert failed == MessageFailed(
        message_id=MESSAGE_ID, transport="none", code="no-usable-address"
    )


@pytest.mark.parametrize(
    "address",
    [
        "zoe.lukasik@example.org",
        "o'connor+register@hospital.example",
        "mei-ling@münchen.example",
    ],
)
def test_takes_an_address_as_people_have_them(address: str) -> None:
    assert is_deliverable(address)


@pytest.mark.parametrize(
    "address",
    [
        "@example.org",
        "zoe@",
        "zoe@example",
        "zoe@example..org",
        "zoe@-example.org",
        "zoe lukasik@example.org",
        "zoe@example.org, all@example.org",
        "Zoë <zoe@example.org>",
        "zoe@example.org\r\nBcc: all@example.org",
        "zoe@exam\0ple.org",
        "z" * 250 + "@example.org",
    ],
)
def test_takes_nothing_for_an_address_that_is_none(address: str) -> None:
    assert not is_deliverable(address)


def test_puts_markup_and_placeholders_in_a_name_as_they_are() -> None:
    name = "<script>alert(1)</script> {{ what }}"
    assert name in (rendered(request(Recipient(None, name, ANNA.address))).body or "")


@whatever(st.text(), st.text())
def test_renders_any_words_into_one_line_and_a_body(name: str, what: str) -> None:
    message = rendered(request(replace(ANNA, name=name), what))
    assert message.subject_line == "Hello"
    assert "\0" not in (message.body or "")
    assert "\r" not in (message.body or "")
