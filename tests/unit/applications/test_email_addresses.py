"""An e-mail address in an application."""

import pytest

from services.applications.applying.rules.conditions import (
    addresses_can_be_written_to,
    is_address,
)
from tests.support.applications import submission


@pytest.mark.parametrize(
    "text",
    [
        "zoe.lukasik.11.0@example.org",
        "fatima.-briain@example.org",
        "o'connor+register@hospital.example",
        "zoë@krankenhaus-süd.example",
        "a@b.c",
    ],
)
def test_has_the_form_of_one(text: str) -> None:
    assert is_address(text)


@pytest.mark.parametrize(
    "text",
    [
        "nobody",
        "@example.org",
        "nobody@",
        "nobody@localhost",
        "nobody@@example.org",
        "no body@example.org",
        "nobody@example..org",
        "nobody@.example.org",
        "nobody@example.org.",
        "nobody@-example.org",
        ".nobody@example.org",
        "no..body@example.org",
        "nobody@example.org, other@example.org",
        "nobody@example.org\nBcc: other@example.org",
        "Nobody <nobody@example.org>",
        "mailto:nobody@example.org",
    ],
)
def test_is_a_fault_otherwise(text: str) -> None:
    assert not is_address(text)


@pytest.mark.parametrize("column", ["email", "proposer_1_email", "proposer_2_email"])
def test_is_judged_wherever_one_is_asked_for(column: str) -> None:
    assert not addresses_can_be_written_to(submission(**{column: "nobody"}))


def test_is_no_bad_address_where_it_is_missing() -> None:
    assert addresses_can_be_written_to(submission(email=""))


def test_is_kept_in_small_letters() -> None:
    assert submission(email=" Zoe@Example.ORG ")["email"] == "zoe@example.org"
