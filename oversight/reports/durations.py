"""How long things took: the columns and the row that every such table has."""

from collections.abc import Sequence

from oversight.days import Days
from oversight.documents.table import Cell, Column, figure
from oversight.figures import (
    MEDIAN_DEFINITION,
    NINETIETH_DEFINITION,
    longest,
    median,
    ninetieth,
)


def duration_columns(days: Days, *counts: str) -> tuple[Column, ...]:
    """Return the columns of durations of the cases that these columns count."""
    unit = f"{days.value} days"
    return (
        figure("median", f"Median, {unit}", MEDIAN_DEFINITION, *counts),
        figure("ninetieth", f"90th percentile, {unit}", NINETIETH_DEFINITION, *counts),
        figure("longest", f"Longest, {unit}", "The greatest value.", *counts),
    )


def duration_cells(took: Sequence[int]) -> tuple[Cell, ...]:
    """Return the cells under those columns."""
    return median(took), ninetieth(took), longest(took)
