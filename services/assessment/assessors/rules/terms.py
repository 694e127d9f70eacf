"""For how long training holds."""

from datetime import date, timedelta

from shared.counting import months_after


def lapses_on(trained_on: date, months: int) -> date:
    """Return the first day on which training of a day no longer holds (R5)."""
    return months_after(trained_on, months) + timedelta(days=1)
