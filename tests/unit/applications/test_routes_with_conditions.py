"""A route with conditions of its own."""

from pathlib import Path

import pytest

from services.applications.applying.rules.conditions import faults_of
from services.applications.applying.rules.reading import read
from shared.rulebook import Rulebook, load_rulebook
from shared.rulebook.tables.routes import AssessedBy, Standing
from tests.support.applications import ROOT, RULEBOOK, TODAY, answers, submission

STATUTORY = load_rulebook(Path(ROOT, "rulebooks", "hcpc-statutory.toml"), TODAY)
NUMBER = {"registration_number": "CT000012"}


@pytest.mark.parametrize("route", ["readmission", "additional-scope"])
def test_asks_for_the_number_of_the_entry(route: str) -> None:
    assert faults_of(submission(route=route)) == ("registration-number-needed",)
    assert faults_of(submission(route=route, **NUMBER)) == ()


def test_is_for_newcomers_where_it_says_so() -> None:
    assert faults_of(submission(**NUMBER)) == ("registered-already",)


@pytest.mark.parametrize("level", ["enhanced", "Advanced", "consultant"])
def test_leads_to_a_level_of_practice_that_is_named(level: str) -> None:
    asked = submission(route="practice-level", practice_level=level, **NUMBER)
    assert faults_of(asked) == ()


@pytest.mark.parametrize("level", ["", "wizard"])
def test_is_returned_without_a_level_that_it_leads_to(level: str) -> None:
    asked = submission(route="practice-level", practice_level=level, **NUMBER)
    assert faults_of(asked) == ("practice-level-needed",)


def test_is_returned_with_a_level_that_it_does_not_lead_to() -> None:
    asked = submission(practice_level="enhanced")
    assert faults_of(asked) == ("practice-level-needed",)


def test_is_returned_where_the_register_keeps_it_closed() -> None:
    sent = answers(route="practice-level", practice_level="enhanced", **NUMBER)
    assert faults_of(read(sent, STATUTORY, TODAY)) == ("route-not-open",)


@pytest.mark.parametrize("year", ["19", "2027", "MMXIV", "twenty", "1492"])
def test_is_returned_for_a_year_of_intake_that_is_none(year: str) -> None:
    assert faults_of(submission(intake_year=year)) == ("bad-year",)


@pytest.mark.parametrize("book", [RULEBOOK, STATUTORY], ids=lambda book: book.name)
def test_says_what_it_needs_on_every_register(book: Rulebook) -> None:
    routes = {route.code: route for route in book.routes}
    assert all(route.evidence for route in routes.values())
    assert {"readmission", "additional-scope", "practice-level"} <= set(routes)
    assert routes["additional-scope"].standing is Standing.REGISTERED
    levels = ("enhanced", "advanced", "consultant")
    assert routes["practice-level"].levels == levels


@pytest.mark.parametrize(
    ("route", "how"),
    [
        ("training-scheme", AssessedBy.RECOMMENDATION),
        ("degree-apprenticeship", AssessedBy.RECOMMENDATION),
        ("equivalence", AssessedBy.STANDARDS),
        ("overseas", AssessedBy.STANDARDS),
    ],
)
def test_is_assessed_by_standards_where_evidence_takes_the_place_of_training(
    route: str, how: AssessedBy
) -> None:
    found = RULEBOOK.route(route)
    assert found is not None
    assert found.assessed_by is how
