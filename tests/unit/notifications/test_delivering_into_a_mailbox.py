"""Delivering into a mailbox."""

import mailbox
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import IO, Any, cast

from services.notifications.transports.envelope import Sender
from services.notifications.transports.maildir import MaildirTransport, file_name
from services.notifications.transports.port import (
    Delivered,
    Letter,
    Rejected,
    Untried,
)
from tests.support.desks import delivered
from tests.support.messages import letter

SENDER = Sender("Professional register", "register@register.example")


def taken(one: Letter) -> Delivered:
    return Delivered(file_name(one), "this machine")


def read(file: IO[Any]) -> EmailMessage:
    return message_from_bytes(file.read(), policy=default)


async def test_can_be_read_by_any_mail_program(tmp_path: Path) -> None:
    transport = MaildirTransport(tmp_path / "mail", SENDER)
    outcomes = await delivered(transport, letter(1), letter(2))
    assert outcomes == [taken(letter(n)) for n in (1, 2)]
    box = mailbox.Maildir(tmp_path / "mail", factory=cast("Any", read), create=False)
    assert {message["To"] for message in box} == {
        "person-1@example.org",
        "person-2@example.org",
    }


async def test_delivers_nothing_twice(tmp_path: Path) -> None:
    await delivered(MaildirTransport(tmp_path, SENDER), letter())
    outcomes = await delivered(MaildirTransport(tmp_path, SENDER), letter())
    assert outcomes == [taken(letter())]
    assert len(list((tmp_path / "new").iterdir())) == 1


async def test_delivers_nothing_again_that_was_read(tmp_path: Path) -> None:
    transport = MaildirTransport(tmp_path, SENDER)
    await delivered(transport, letter())
    name = file_name(letter())
    (tmp_path / "new" / name).rename(tmp_path / "cur" / f"{name}:2,S")
    await delivered(transport, letter())
    assert list((tmp_path / "new").iterdir()) == []


async def test_writes_over_what_a_crash_left_half_written(tmp_path: Path) -> None:
    (tmp_path / "tmp").mkdir()
    (tmp_path / "tmp" / file_name(letter())).write_bytes(b"From: half")
    await delivered(MaildirTransport(tmp_path, SENDER), letter())
    assert list((tmp_path / "tmp").iterdir()) == []
    assert b"A case waits." in (tmp_path / "new" / file_name(letter())).read_bytes()


async def test_rejects_what_cannot_be_posted_and_delivers_the_rest(
    tmp_path: Path,
) -> None:
    letters = [letter(1, to="a@b.example\nBcc: c@d.example"), letter(2)]
    outcomes = await delivered(MaildirTransport(tmp_path, SENDER), *letters)
    assert outcomes == [Rejected("not-postable"), taken(letter(2))]


async def test_is_put_off_where_the_mailbox_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "mail").write_text("not a folder")
    outcomes = await delivered(MaildirTransport(tmp_path / "mail", SENDER), letter())
    assert outcomes == [Untried("mailbox-unavailable", away=True)]


async def test_shows_a_letter_to_its_owner_alone(tmp_path: Path) -> None:
    await delivered(MaildirTransport(tmp_path, SENDER), letter())
    assert (tmp_path / "new" / file_name(letter())).stat().st_mode & 0o077 == 0
