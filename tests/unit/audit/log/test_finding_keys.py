"""The keys by which an entry is found."""

import pytest

from services.audit.log.trail_keys import keys_of
from shared.contracts.canonical import Json
from tests.support.audit_log import event, named

ALWAYS = {"service:assessment", str(named("correlation"))}


def keys(data: dict[str, Json]) -> set[str]:
    return set(keys_of(event("assessment/a", 1, data=data))) - ALWAYS


def test_are_at_least_the_actor_and_the_correlation() -> None:
    assert set(keys_of(event("assessment/a", 1, data={}))) == ALWAYS


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"application_id": "x"}, {"x"}),
        ({"registration_number": "RCT1"}, {"RCT1"}),
        ({"about": "application/x", "stream": "y"}, {"application/x", "y"}),
        ({"assessors": ["x", "y"], "missing": ["y"]}, {"x", "y"}),
        ({"possible_duplicate_of": ["x", "x"]}, {"x"}),
    ],
)
def test_have_what_the_event_names_in_clear(
    data: dict[str, Json],
    expected: set[str],
) -> None:
    assert keys(data) == expected


@pytest.mark.parametrize(
    "data",
    [
        {"route": "x"},
        {"scopes": ["x"]},
        {"_sd": ["x"]},
        {"application_id": None},
        {"application_id": ""},
        {"application_id": 7},
        {"application_id": ["x"]},
        {"application_id": "x" * 501},
        {"assessors": "x"},
        {"assessors": [1, None, "", "x" * 501]},
    ],
)
def test_have_nothing_else(data: dict[str, Json]) -> None:
    assert keys(data) == set()
