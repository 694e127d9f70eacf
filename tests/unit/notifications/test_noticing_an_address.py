"""Noticing an address."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from services.notifications.addresses.commands import Notice, Settle
from services.notifications.addresses.decider import ADDRESS
from services.notifications.addresses.rules import Lists, notice_of
from shared.contracts.addressing import (
    AddressNotice,
    AddressNoticed,
    AddressSettled,
    AddressSettling,
)
from tests.support.given import Given

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
APPLICATION, PERSON = UUID(int=1), UUID(int=2)
LISTS = Lists({"info", "office"}, {"trust.example", "nhs.net"}, {"nhs.net"})
SHARED, OWNED, UNUSABLE = AddressNotice
NOTICED = AddressNoticed(application_id=APPLICATION, notice=SHARED, person_id=PERSON)
SETTLED = AddressSettled(
    application_id=APPLICATION, notice=SHARED, reason=AddressSettling.CONFIRMED
)
NOTICE = Notice(APPLICATION, SHARED, PERSON, NOW)
SETTLE = Settle(APPLICATION, AddressSettling.CONFIRMED, NOW)

given = Given(ADDRESS)


@pytest.mark.parametrize(
    ("address", "notice"),
    [
        ("info@practice.example", SHARED),
        ("Office@Practice.example", SHARED),
        ("info+zoe@practice.example", SHARED),
        ("info@trust.example", SHARED),
        ("zoe@trust.example", OWNED),
        ("zoe@physics.Trust.example", OWNED),
        (None, UNUSABLE),
        (" ", UNUSABLE),
        ("zoe", UNUSABLE),
        ("zoe@example", UNUSABLE),
        ("zoe@two@example.org", UNUSABLE),
        ("zoe@example..org", UNUSABLE),
        ("zoë@example.org", UNUSABLE),
        ("zoe@" + "a" * 64 + ".org", UNUSABLE),
        ("zoe@" + "ü" * 60 + ".org", UNUSABLE),
    ],
)
def test_says_what_is_the_matter_with_it(
    address: str | None, notice: AddressNotice
) -> None:
    assert notice_of(address, LISTS) is notice


@pytest.mark.parametrize(
    "address",
    [
        "zoe@example.org",
        "zoe@nhs.net",
        "zoe.information@example.org",
        "zoe@nottrust.example",
        "zoe@bücher.example",
    ],
)
def test_says_nothing_of_ones_own(address: str) -> None:
    assert notice_of(address, LISTS) is None


def test_puts_it_to_a_person_once() -> None:
    given().when(NOTICE).then(NOTICED)
    given(NOTICED).when(NOTICE).then_nothing()


def test_puts_it_to_a_person_again_when_it_is_given_again() -> None:
    given(NOTICED, SETTLED).when(NOTICE).then(NOTICED)


def test_is_settled_by_a_person() -> None:
    given(NOTICED).when(SETTLE).then(SETTLED)


def test_leaves_nothing_to_settle_where_nothing_was_noticed() -> None:
    given().when(SETTLE).then_refused("nothing-noticed")
    given(NOTICED, SETTLED).when(SETTLE).then_refused("nothing-noticed")
