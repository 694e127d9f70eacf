"""Grandparenting, while its window is open."""

from datetime import date

import pytest

from services.applications.applying.rules.conditions import Fault, faults_of
from services.applications.applying.rules.eligibility import (
    Eligibility,
    Practice,
    eligibility,
)
from services.applications.applying.rules.flagging import Flag, eligibility_flag
from services.applications.applying.rules.reading import Submission, read
from shared.rulebook import load_rulebook
from tests.support.applications import ROOT, TODAY, answers

STATUTORY = load_rulebook(ROOT / "rulebooks" / "hcpc-statutory.toml", TODAY)
YEARS, SHORT, TRAINING = (
    Fault.PRACTICE_YEARS_NEEDED,
    Fault.PRACTICE_TOO_SHORT,
    Fault.TRAINING_NEEDED,
)
OURS = {YEARS, SHORT, TRAINING}
A, B = "grandparenting-a", "grandparenting-b"


def application(route: str, **given: str) -> Submission:
    """Return an application by a route."""
    return read({**answers(route=route), **given}, STATUTORY, TODAY)


def faults(route: str, **given: str) -> set[Fault]:
    """Return what an application by a route lacks of practice and training."""
    return OURS & set(faults_of(application(route, **given)))


def asked(practice: Practice, on: date = TODAY) -> Eligibility:
    """Return what a degree leads to with so much practice."""
    return eligibility(
        "general-degree", "", None, "nuclear-medicine", STATUTORY, on, practice
    )


@pytest.mark.parametrize(
    ("years", "lacking"),
    [
        ("", {YEARS}),
        ("some", {YEARS}),
        ("-3", {YEARS}),
        ("6", {YEARS}),
        ("0", {SHORT}),
        ("2", {SHORT}),
        ("3", set[Fault]()),
        ("5", set[Fault]()),
    ],
)
def test_by_route_a_asks_for_three_of_the_last_five_years(
    years: str, lacking: set[Fault]
) -> None:
    assert faults(A, practised_years=years) == lacking


def test_by_route_b_asks_what_training_and_experience_meet_the_standards() -> None:
    assert faults(B) == {TRAINING}
    assert faults(B, practised_years="1") == {TRAINING}
    said = "Two years in a hospital abroad, and the diploma."
    assert faults(B, training_and_experience=said) == set()
    assert faults(B, training_and_experience=said, practised_years="x") == {YEARS}


def test_asks_nothing_by_another_route() -> None:
    assert faults("approved-programme") == set()


@pytest.mark.parametrize(
    ("practice", "routes", "missing"),
    [
        (Practice(), set[str](), {"practice-years", "training-and-experience"}),
        (Practice(3), {A}, {"training-and-experience"}),
        (Practice(2), set[str](), {"practice-years", "training-and-experience"}),
        (Practice(2, trained=True), {B}, {"practice-years"}),
        (Practice(4, trained=True), {A, B}, set[str]()),
    ],
)
def test_is_in_the_table_of_what_an_award_leads_to(
    practice: Practice, routes: set[str], missing: set[str]
) -> None:
    found = asked(practice)
    assert {A, B} & set(found.routes) == routes
    ours = {"practice-years", "training-and-experience"}
    assert ours & set(found.missing) == missing
    assert all(STATUTORY.shortfall(code) for code in found.missing)


def test_is_not_in_it_once_the_window_has_closed() -> None:
    found = asked(Practice(), date(2029, 1, 1))
    assert not {A, B} & set(found.routes)
    assert "practice-years" not in found.missing


def test_flags_that_the_award_fits_the_route_with_its_practice() -> None:
    by_a = application(A, award="general-degree", practised_years="3")
    assert eligibility_flag(by_a) is Flag.FITS
