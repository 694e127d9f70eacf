"""The evidence that a route asks for."""

from services.applications.applying.rules.evidence import (
    evidence_complete,
    evidence_missing,
)
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


def test_is_all_missing_at_first() -> None:
    missing = evidence_missing(equivalence(), [])
    assert [wanted.kind for wanted in missing] == REQUIRED
    assert all(wanted.title for wanted in missing)


def test_is_missing_until_one_of_its_kind_has_come() -> None:
    missing = evidence_missing(equivalence(), ["portfolio", "portfolio", "certificate"])
    kinds = [wanted.kind for wanted in missing]
    assert kinds == [k for k in REQUIRED if k not in ("portfolio", "certificate")]


def test_is_complete_without_what_may_be_left_out() -> None:
    assert evidence_complete(equivalence(), REQUIRED)
    assert not evidence_complete(equivalence(), REQUIRED[1:])


def test_is_not_filled_by_documents_that_nobody_asked_for() -> None:
    assert len(evidence_missing(equivalence(), ["holiday-photograph"])) == len(REQUIRED)
