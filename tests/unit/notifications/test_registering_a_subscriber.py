"""Registering a subscriber."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from services.notifications.subscriptions.commands import (
    ChangeEndpoint,
    Disable,
    Enable,
    End,
    Register,
    RotateSecret,
)
from services.notifications.subscriptions.decider import SUBSCRIBER
from shared.contracts.subscribing import (
    Change,
    SubscriberDisabled,
    SubscriberEnabled,
    SubscriberEnded,
    SubscriberEndpointChanged,
    SubscriberKind,
    SubscriberRegistered,
    SubscriberSecretRotated,
)
from tests.support.given import Given

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
ID, FIRST, SECOND = (UUID(int=number) for number in (1, 2, 3))
URL = "https://hooks.trust.example/register?key=1"
REGISTER = Register(
    ID, SubscriberKind.EMPLOYER, (Change.REMOVED,), " A Trust ", URL, FIRST, NOW
)
REGISTERED = SubscriberRegistered(
    subscriber_id=ID,
    kind=SubscriberKind.EMPLOYER,
    changes=(Change.REMOVED,),
    secret_id=FIRST,
    title="A Trust",
    url=URL,
)
ROTATE = RotateSecret(ID, SECOND, NOW + timedelta(days=7), NOW)
ROTATED = SubscriberSecretRotated(
    subscriber_id=ID,
    secret_id=SECOND,
    earlier_secret_id=FIRST,
    earlier_until=NOW + timedelta(days=7),
)
DISABLED = SubscriberDisabled(subscriber_id=ID, code="gone")
ENABLED = SubscriberEnabled(subscriber_id=ID)
ENDED = SubscriberEnded(subscriber_id=ID)

given = Given(SUBSCRIBER)


def at(url: str | None, title: str | None = "A Trust") -> Register:
    return Register(
        ID, SubscriberKind.EMPLOYER, (Change.REMOVED,), title, url, FIRST, NOW
    )


def test_has_it_told_of_what_it_asked_for() -> None:
    given().when(REGISTER).then(REGISTERED)


def test_is_refused_under_an_id_that_was_given() -> None:
    given(REGISTERED).when(REGISTER).then_refused("registered-already")
    given(REGISTERED, ENDED).when(REGISTER).then_refused("registered-already")


def test_is_refused_without_a_name_or_of_no_change() -> None:
    given().when(at(URL, " ")).then_refused("no-title")
    given().when(at(URL, None)).then_refused("no-title")
    nothing = Register(ID, SubscriberKind.EMPLOYER, (), "A Trust", URL, FIRST, NOW)
    given().when(nothing).then_refused("no-changes")


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "hooks.trust.example",
        "ftp://trust.example/",
        "http://trust.example/hooks",
        "http://10.0.0.1/hooks",
        "https://user:word@trust.example/",
        "https://trust.example/#part",
        "https://trust.example/a b",
        "https://trust.example/\r\nhost: other",
        "https://trust.example:0/",
        "https://trust.example:65536/",
        "https://trust.example/" + "a" * 500,
        "https://-trust.example/",
        "http://[::2]/",
    ],
)
def test_is_refused_at_an_endpoint_that_cannot_be_called(url: str | None) -> None:
    given().when(at(url)).then_refused("bad-endpoint")
    given(REGISTERED).when(ChangeEndpoint(ID, url, NOW)).then_refused("bad-endpoint")


@pytest.mark.parametrize(
    "url",
    [
        "https://trust.example",
        "https://trust.example:8443/hooks/1?key=a%20b",
        "https://[2001:db8::1]/hooks",
        "http://127.0.0.1:9000/hooks",
        "http://[::1]:9000/hooks",
    ],
)
def test_takes_an_endpoint_by_https_and_on_this_machine_by_http(url: str) -> None:
    [event] = SUBSCRIBER.decide(at(url), SUBSCRIBER.initial)
    assert isinstance(event, SubscriberRegistered)
    assert event.url == url


def test_can_be_followed_by_another_endpoint() -> None:
    moved = SubscriberEndpointChanged(subscriber_id=ID, url="https://other.example/")
    change = ChangeEndpoint(ID, "https://other.example/", NOW)
    given(REGISTERED).when(change).then(moved)
    given().when(change).then_refused("no-such-subscriber")
    given(REGISTERED, ENDED).when(change).then_refused("subscription-ended")


def test_can_be_followed_by_another_secret_while_the_old_one_serves() -> None:
    given(REGISTERED).when(ROTATE).then(ROTATED)
    given(REGISTERED, ROTATED).when(ROTATE).then_nothing()
    given().when(ROTATE).then_refused("no-such-subscriber")
    given(REGISTERED, ENDED).when(ROTATE).then_refused("subscription-ended")


def test_can_be_undone_for_a_while() -> None:
    disable, enable = Disable(ID, "gone", NOW), Enable(ID, NOW)
    given(REGISTERED).when(disable).then(DISABLED)
    given(REGISTERED, DISABLED).when(disable).then_nothing()
    given(REGISTERED, ENDED).when(disable).then_nothing()
    given().when(disable).then_refused("no-such-subscriber")
    given(REGISTERED, DISABLED).when(enable).then(ENABLED)
    given(REGISTERED).when(enable).then_nothing()
    given(REGISTERED, ENDED).when(enable).then_refused("subscription-ended")


def test_can_be_undone_for_good() -> None:
    given(REGISTERED, DISABLED).when(End(ID, NOW)).then(ENDED)
    given(REGISTERED, ENDED).when(End(ID, NOW)).then_nothing()
    given().when(End(ID, NOW)).then_refused("no-such-subscriber")
