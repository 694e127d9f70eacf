"""A look."""

from dataclasses import replace
from datetime import UTC, datetime

from shared.contracts.views import LookOutcome
from shared.looking import Look, stream_of

LOOK = Look(
    service="assessment",
    actor="actor-one",
    kind="cases",
    action="assessment.list-cases",
    outcome=LookOutcome.SHOWN,
    purpose="casework",
    now=datetime(2026, 3, 2, 9, 30, tzinfo=UTC),
)


def test_is_on_a_stream_of_its_service_and_actor_and_day() -> None:
    assert stream_of(LOOK) == "looking/assessment/actor-one/2026-03-02"


def test_is_in_no_other_services_stream() -> None:
    # In the log both would claim the same place, and one of them would be a conflict.
    assert stream_of(replace(LOOK, service="applications")) != stream_of(LOOK)
