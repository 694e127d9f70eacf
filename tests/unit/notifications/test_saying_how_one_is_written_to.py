"""Saying how one is written to."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from services.notifications.messages.commands import Link, Terms
from services.notifications.messages.knowledge import Preference, as_preferred
from services.notifications.preferences.commands import Prefer
from services.notifications.preferences.decider import PREFERENCE
from shared.contracts.preferring import Language, PreferencesSet, PreferredChannel
from tests.support.given import Given
from tests.support.messages import request

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
APPLICATION, PERSON = UUID(int=1), UUID(int=2)
STREET = "1 High Street\nCardiff"
WELSH = Prefer(
    application_id=APPLICATION,
    language=Language.WELSH,
    channel=PreferredChannel.EMAIL,
    postal_address=None,
    sender="applicant-1",
    now=NOW,
    applicant="applicant-1",
    person_id=PERSON,
)
SAID = PreferencesSet(
    application_id=APPLICATION,
    language=Language.WELSH,
    channel=PreferredChannel.EMAIL,
    person_id=PERSON,
)

given = Given(PREFERENCE)


def test_is_kept() -> None:
    given().when(WELSH).then(SAID)


def test_is_kept_once() -> None:
    given(SAID).when(replace(WELSH, stands=("cy", "email"))).then_nothing()


def test_is_kept_again_where_something_else_was_said_of_another_application() -> None:
    given(SAID).when(replace(WELSH, stands=("en", "email"))).then(SAID)


def test_is_for_the_person_alone() -> None:
    other = replace(WELSH, sender="applicant-2")
    given().when(other).then_refused("not-found")
    given().when(replace(WELSH, applicant=None)).then_refused("not-found")
    given().when(replace(WELSH, person_id=None)).then_refused("not-found")


def test_may_be_recorded_by_the_registrar() -> None:
    given().when(replace(WELSH, sender=None, applicant=None)).then(SAID)


def test_needs_a_postal_address_for_letters_by_post() -> None:
    post = replace(WELSH, channel=PreferredChannel.POST, postal_address=" ")
    given().when(post).then_refused("no-postal-address")
    by_post = SAID.model_copy(
        update={"channel": PreferredChannel.POST, "postal_address": STREET}
    )
    given().when(replace(post, postal_address=STREET)).then(by_post)


def test_decides_the_language_and_the_channel_of_a_letter() -> None:
    wanted = as_preferred(request(), Preference("cy", "post", STREET))
    assert (wanted.terms.language, wanted.terms.channels) == ("cy", ("post",))
    assert wanted.recipient is not None
    assert wanted.recipient.postal_address == STREET


def test_leaves_the_channel_to_the_rule_that_demands_one() -> None:
    preference = Preference("cy", "post", STREET)
    for terms in (
        Terms(channels=("email", "tracked-post")),
        Terms(channels=("email",), notice_id=UUID(int=3)),
    ):
        kept = as_preferred(replace(request(), terms=terms), preference).terms
        assert (kept.channels, kept.language) == (terms.channels, "cy")


def test_sends_by_mail_what_has_a_link_or_nowhere_to_go() -> None:
    linked = replace(request(), link=Link("confirm", "1", NOW))
    assert as_preferred(linked, Preference("en", "post", STREET)).terms.channels == (
        "email",
    )
    nowhere = as_preferred(request(), Preference("en", "post", None))
    assert nowhere.terms.channels == ("email",)
