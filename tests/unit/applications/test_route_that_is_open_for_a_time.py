"""A route that is open for a time."""

from datetime import date

import pytest

from services.applications.applying.rules.conditions import Fault, faults_of
from services.applications.applying.rules.reading import read
from services.notifications.messages.commands import RequestMessage
from services.notifications.messages.subscribers import HEARS
from shared.capability import Asked
from shared.contracts.applications import ApplicationReturned
from shared.rulebook import load_rulebook
from tests.support.applications import (
    APPLICATION_ID,
    NOW,
    PERSON_ID,
    ROOT,
    TODAY,
    answers,
)

STATUTORY = load_rulebook(ROOT / "rulebooks" / "hcpc-statutory.toml", TODAY)
AFTER = date(2029, 6, 1)


def faults(
    route: str, submitted_on: str, today: date = AFTER, *, by_staff: bool = True
) -> tuple[Fault, ...]:
    """Return the faults of an application by a route, on paper of a day."""
    content = answers(route=route, submitted_on=submitted_on)
    return faults_of(read(content, STATUTORY, today, by_staff=by_staff))


@pytest.mark.parametrize("route", ["grandparenting-a", "grandparenting-b"])
@pytest.mark.parametrize(
    ("submitted_on", "is_open"),
    [
        ("2025-12-31", False),
        ("2026-01-01", True),
        ("2028-12-31", True),
        ("2029-01-01", False),
    ],
)
def test_is_open_from_its_first_day_to_its_last(
    route: str, submitted_on: str, is_open: bool
) -> None:
    found = faults(route, submitted_on)
    assert (Fault.ROUTE_WINDOW_CLOSED not in found) is is_open


def test_is_closed_to_applicants_who_choose_a_day_within_it() -> None:
    found = faults("grandparenting-a", "2028-12-31", by_staff=False)
    assert Fault.ROUTE_WINDOW_CLOSED in found


def test_is_open_to_applicants_on_the_day_on_which_they_send() -> None:
    last = date(2028, 12, 31)
    found = faults("grandparenting-a", "2028-12-31", last, by_staff=False)
    assert Fault.ROUTE_WINDOW_CLOSED not in found


def test_closes_no_other_route() -> None:
    found = faults("approved-programme", "2029-01-01")
    assert Fault.ROUTE_WINDOW_CLOSED not in found


def test_is_returned_with_its_days() -> None:
    returned = ApplicationReturned(
        application_id=APPLICATION_ID,
        faults=("route-window-closed",),
        person_id=PERSON_ID,
        email="zoe@example.org",
        submission={},
    )
    asked = Asked(APPLICATION_ID, "service:notifications", NOW, STATUTORY)
    (command,) = HEARS[ApplicationReturned](returned, asked)
    assert isinstance(command, RequestMessage)
    said = (
        "The route is open for a time only, and it is not now."
        " It is open from 1 January 2026 to 31 December 2028."
    )
    assert command.words["faults"] == [said]
