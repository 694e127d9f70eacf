"""A letter in the post."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP, default

import pytest
from hypothesis import given as whatever
from hypothesis import strategies as st

from services.notifications.transports.envelope import (
    NotPostable,
    Sender,
    posted,
    recipient_of,
)
from services.notifications.transports.port import Letter
from tests.support.messages import letter

SENDER = Sender("Professional register", "register@register.example")


def read(content: bytes) -> EmailMessage:
    return message_from_bytes(content, policy=default)


def test_says_from_whom_to_whom_and_when() -> None:
    message = read(posted(letter(), SENDER, default))
    assert message["From"] == "Professional register <register@register.example>"
    assert message["To"] == "person-1@example.org"
    assert message["Subject"] == "A case waits"
    assert message["Date"] == "Mon, 02 Nov 2026 09:30:00 +0000"
    assert message["Auto-Submitted"] == "auto-generated"


def test_keeps_its_message_id_however_often_it_goes() -> None:
    first, again = posted(letter(), SENDER, default), posted(letter(), SENDER, default)
    assert first == again
    expected = "<00000000-0000-0000-0000-000000000001@register.example>"
    assert read(first)["Message-ID"] == expected


@pytest.mark.parametrize(
    "changed",
    [
        letter(to="zoe@example.org\r\nBcc: all@example.org"),
        letter(to="zoe@example.org\nBcc: all@example.org"),
        letter(to="zoe@example.org, all@example.org"),
        letter(to="zoë@example.org"),
        letter(to="zoe@" + "x" * 64 + ".example"),
        letter(to=""),
        letter(subject="Hello\r\nBcc: all@example.org"),
        letter(subject="Hello\nBcc: all@example.org"),
    ],
)
def test_is_not_posted_where_a_header_could_be_smuggled_in(changed: Letter) -> None:
    with pytest.raises(NotPostable):
        posted(changed, SENDER, default)


def test_goes_to_a_host_with_letters_of_its_own() -> None:
    assert (
        recipient_of(letter(to="zoe@münchen.example")) == "zoe@xn--mnchen-3ya.example"
    )


def test_ends_its_lines_as_a_mail_server_asks() -> None:
    content = posted(letter(), SENDER, SMTP)
    assert content.count(b"\n") == content.count(b"\r\n")


@whatever(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"])))
def test_carries_any_text_unharmed(text: str) -> None:
    body = f"Dear {text},\n\n.\nFrom {text}\n"
    assert read(posted(letter(body=body), SENDER, default)).get_content() == body
