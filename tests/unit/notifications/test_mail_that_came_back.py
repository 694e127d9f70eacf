"""Mail that came back."""

from uuid import UUID

import pytest
from hypothesis import given as whatever
from hypothesis import strategies as st

from services.notifications.transports.port import Key
from services.notifications.transports.reports import (
    Arrived,
    CameBack,
    NotBelieved,
    Verdict,
    judged,
)
from services.notifications.transports.returns import Returns
from tests.support.returned_mail import letter_to, report

RETURNS = Returns("bounces@register.example", b"secret")
KEY = Key(UUID("0192f0c1-0000-7000-8000-00000000000b"), number=2)
OURS = RETURNS.address_for(KEY)
NOT_OURS = NotBelieved("not-ours")


@pytest.mark.parametrize(
    ("action", "status", "verdict"),
    [
        ("failed", "5.1.1", CameBack(KEY, "5.1.1", permanent=True)),
        ("failed", "4.4.7", CameBack(KEY, "4.4.7", permanent=False)),
        ("Failed", "5.2.2 (mailbox full)", CameBack(KEY, "5.2.2", permanent=True)),
        ("failed", "nonsense", CameBack(KEY, "5.0.0", permanent=True)),
        ("delayed", "4.4.1", CameBack(KEY, "4.4.1", permanent=False)),
        ("delivered", "2.0.0", Arrived(KEY)),
        ("relayed", "2.0.0", NotBelieved("no-outcome")),
    ],
)
def test_says_what_became_of_the_letter(
    action: str, status: str, verdict: Verdict
) -> None:
    assert judged(report(OURS, action, status), RETURNS) == verdict


@pytest.mark.parametrize(
    "to",
    [
        "bounces@register.example",
        "somebody@register.example",
        OURS.replace("register.example", "elsewhere.example"),
        OURS.replace("bounces+", "bounces+a"),
        Returns("bounces@register.example", b"another secret").address_for(KEY),
        RETURNS.address_for(KEY).replace("+", "-"),
        "",
    ],
)
def test_is_not_believed_without_our_token(to: str) -> None:
    assert judged(report(to), RETURNS) == NOT_OURS


def test_is_not_believed_with_the_token_of_another_letter() -> None:
    other = RETURNS.address_for(Key(UUID(int=1)))
    local, _, host = OURS.partition("@")
    forged = local[:-16] + other.partition("@")[0][-16:]
    assert judged(report(f"{forged}@{host}"), RETURNS) == NOT_OURS


def test_may_be_written_in_capitals_by_the_mail_system() -> None:
    assert judged(report(OURS.upper()), RETURNS) == CameBack(KEY, "5.1.1", True)


def test_is_for_a_person_where_a_person_wrote_it() -> None:
    assert judged(letter_to(OURS), RETURNS) == NotBelieved("not-a-report")


@whatever(st.binary(max_size=2_000))
def test_is_never_too_broken_to_judge(mail: bytes) -> None:
    assert judged(mail, RETURNS) == NOT_OURS


@whatever(st.binary(max_size=2_000))
def test_is_judged_whatever_is_in_a_report(mail: bytes) -> None:
    head, _, _ = report(OURS).partition(b"\n\n")
    assert isinstance(judged(head + b"\n\n" + mail, RETURNS), NotBelieved)


@whatever(st.uuids(), st.integers(1, 65_535))
def test_names_any_letter_in_an_address_that_every_mail_system_takes(
    message_id: UUID, number: int
) -> None:
    key = Key(message_id, number=number)
    address = RETURNS.address_for(key)
    assert RETURNS.key_of(address) == key
    assert len(address.partition("@")[0]) <= 64  # RFC 5321 §4.5.3.1.1
