"""An application's clock: gross and net, in calendar and working days (§8, 17)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Stop:
    """An interval for which the clock stood; `until` is None while it stands."""

    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class Elapsed:
    """Days from receipt to the decision, or to today: with and without the stops."""

    gross: int
    net: int


def elapsed(
    received_on: date,
    until: date,
    stops: Sequence[Stop],
    count: Callable[[date, date], int],
) -> Elapsed:
    """Return the days from receipt, by what `count` says lies between two days."""
    gross = count(received_on, until)
    still = sum(
        count(stop.since, min(stop.until or until, until))
        for stop in stops
        if stop.since < min(stop.until or until, until)
    )
    return Elapsed(gross, max(0, gross - still))


def stopped_days(
    stops: Sequence[Stop], today: date, counts: Callable[[date], bool] = lambda _: True
) -> int:
    """Return the days for which the clock has stood, of those that count."""
    return sum(
        counts(stop.since + timedelta(days=each + 1))
        for stop in stops
        for each in range(((stop.until or today) - stop.since).days)
    )
