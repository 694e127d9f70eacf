"""The facts of an application as its rules read them: its situation and its clock."""

from dataclasses import dataclass
from datetime import date

from services.applications.applying.queries.facts import Facts
from services.applications.applying.rules.clock import (
    Elapsed,
    Stop,
    elapsed,
    stopped_days,
)
from services.applications.applying.rules.standing import Situation
from shared.calendar import division_of, holidays_of
from shared.clock import register_date


@dataclass(frozen=True, slots=True)
class Clock:
    """An application's clock: every interval for which it stood, and what it shows."""

    stops: tuple[Stop, ...]
    calendar: Elapsed
    working: Elapsed


def clock_of(facts: Facts, today: date) -> Clock | None:
    """Return the clock of an application; None while it is with its sender."""
    if facts.submitted_on is None:
        return None
    received = register_date(facts.received_at)
    until = register_date(facts.decided_at) if facts.decided_at else today
    stops = _stops(facts)
    return Clock(
        stops=stops,
        calendar=elapsed(received, until, stops, lambda a, b: (b - a).days),
        working=elapsed(received, until, stops, holidays_of().working_days),
    )


def situation_of(facts: Facts, today: date) -> Situation:
    """Return what decides where the application is."""
    division = division_of(facts.country, facts.postcode)
    stops, worked = _stops(facts), holidays_of(division).is_worked
    return Situation(
        status=facts.status.value,
        submitted_on=facts.submitted_on and register_date(facts.received_at),
        answer_by=facts.answer_by,
        appeal_by=facts.appeal_by,
        appeal_decide_by=facts.appeal_decide_by,
        stopped_days=stopped_days(stops, today),
        stopped_working_days=stopped_days(stops, today, worked),
        division=division,
        matters=facts.matters,
        not_admitted=facts.not_admitted,
        appeal_outcome=facts.appeal_outcome,
    )


def _stops(facts: Facts) -> tuple[Stop, ...]:
    return tuple(
        Stop(register_date(first), register_date(last) if last else None)
        for first, last in facts.stops
    )
