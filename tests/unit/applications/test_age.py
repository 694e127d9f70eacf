"""The minimum age of an applicant."""

import pytest

from services.applications.applying.rules.conditions import applicant_is_of_age
from tests.support.applications import submission


@pytest.mark.parametrize(
    ("born", "submitted"),
    [
        ("2008-09-29", "2026-09-29"),
        ("1990-01-01", "2026-09-29"),
        ("2008-02-29", "2026-02-28"),
        ("0001-01-01", "9999-12-31"),
    ],
)
def test_is_reached_on_the_birthday(born: str, submitted: str) -> None:
    assert applicant_is_of_age(submission(date_of_birth=born, submitted_on=submitted))


@pytest.mark.parametrize(
    ("born", "submitted"),
    [
        ("2008-09-30", "2026-09-29"),
        ("2008-02-29", "2026-02-27"),
        ("2012-05-05", "2026-10-04"),
        ("2030-01-01", "2026-09-29"),
        ("9999-12-31", "2026-09-29"),
    ],
)
def test_is_not_reached_before(born: str, submitted: str) -> None:
    young = submission(date_of_birth=born, submitted_on=submitted)
    assert not applicant_is_of_age(young)


def test_is_not_judged_without_both_dates() -> None:
    assert applicant_is_of_age(submission(date_of_birth="yesterday"))
    assert applicant_is_of_age(submission(date_of_birth="2020-01-01", submitted_on=""))
