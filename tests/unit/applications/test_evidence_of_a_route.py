"""The evidence that a route asks for."""

from services.applications.wanted import wanted_of
from shared.rulebook.tables.routes import Route
from tests.support.applications import RULEBOOK

REQUIRED = [
    "certificate",
    "curriculum-vitae",
    "academic-qualifications",
    "portfolio",
    "evidence-matrix",
    "role-report",
    "job-description",
    "organisation-chart",
]


def equivalence() -> Route:
    route = RULEBOOK.route("equivalence")
    assert route is not None
    return route


def missing(*received: str) -> list[str]:
    found = wanted_of(equivalence(), received)
    return [each.evidence.kind for each in found if each.missing]


def test_is_all_missing_at_first() -> None:
    assert missing() == REQUIRED
    assert all(each.evidence.title for each in wanted_of(equivalence(), ()))


def test_is_missing_until_one_of_its_kind_has_come() -> None:
    still = missing("portfolio", "portfolio", "certificate")
    assert still == [k for k in REQUIRED if k not in ("portfolio", "certificate")]


def test_is_complete_without_what_may_be_left_out() -> None:
    assert missing(*REQUIRED) == []
    assert missing(*REQUIRED[1:]) == REQUIRED[:1]


def test_is_not_filled_by_documents_that_nobody_asked_for() -> None:
    assert missing("holiday-photograph") == REQUIRED
