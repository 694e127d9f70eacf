"""Comparing two answers about the register."""

from typing import Any

from oversight.differences import differences

ENTRY: dict[str, Any] = {
    "registration_number": "CT000001",
    "scopes": ["nuclear-medicine"],
    "route": "training-scheme",
    "status": "registered",
    "registered_on": "2026-03-01",
    "given_names": "Zoë",
    "family_name": "Łukasik",
    "work_town": None,
}


def test_finds_nothing_where_they_are_the_same() -> None:
    assert list(differences([ENTRY], [ENTRY])) == []


def test_finds_who_is_in_one_alone() -> None:
    (logged,) = differences([ENTRY], [])
    (told,) = differences([], [ENTRY])
    assert "in the log and not" in logged
    assert "not in the log" in told


def test_finds_another_clear_field() -> None:
    (found,) = differences([ENTRY], [ENTRY | {"status": "suspended"}])
    assert "status is registered in the log and suspended" in found


def test_finds_another_name_and_does_not_say_it() -> None:
    (found,) = differences([ENTRY], [ENTRY | {"family_name": "Other"}])
    assert "family_name" in found
    assert "Łukasik" not in found
    assert "Other" not in found


def test_takes_a_name_that_is_withheld_for_no_difference() -> None:
    assert list(differences([ENTRY | {"given_names": None}], [ENTRY])) == []
