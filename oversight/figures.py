"""Medians and percentiles, exact to a tenth, as text: the log knows no floats."""

from collections.abc import Collection

MEDIAN_DEFINITION = (
    "The middle value; of an even number of values, half-way between the two middle "
    "ones."
)
NINETIETH_DEFINITION = (
    "The 90th percentile, by linear interpolation between the closest ranks: the "
    "value at rank 0.9 (n - 1), counted from 0 in ascending order (as Excel's "
    "PERCENTILE.INC)."
)


def median(values: Collection[int]) -> str | None:
    """Return the median, None of no values."""
    return _at_tenths(values, 5)


def ninetieth(values: Collection[int]) -> str | None:
    """Return the 90th percentile, None of no values."""
    return _at_tenths(values, 9)


def longest(values: Collection[int]) -> int | None:
    """Return the greatest value, None of no values."""
    return max(values, default=None)


def share(part: int, whole: int) -> str | None:
    """Return a part as a percentage, rounded half up to a tenth; None of nothing."""
    if whole == 0:
        return None
    return f"{tenths((2000 * part + whole) // (2 * whole))} %"


def in_weeks(days: str | None) -> str | None:
    """Return days, given in tenths as text, as weeks rounded half up to a tenth."""
    if days is None:
        return None
    tenths_of_days = int(days.replace(".", "")) if "." in days else int(days) * 10
    return tenths((2 * tenths_of_days + 7) // 14)


def tenths(value: int) -> str:
    """Return a number of tenths as a decimal, without an idle `.0`."""
    whole, rest = divmod(value, 10)
    return f"{whole}.{rest}" if rest else str(whole)


def _at_tenths(values: Collection[int], of_ten: int) -> str | None:
    if not values:
        return None
    ordered = sorted(values)
    rank, rest = divmod((len(ordered) - 1) * of_ten, 10)
    lower = ordered[rank]
    upper = ordered[min(rank + 1, len(ordered) - 1)]
    return tenths(lower * 10 + (upper - lower) * rest)
