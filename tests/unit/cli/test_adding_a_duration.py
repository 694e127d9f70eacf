"""Adding an ISO 8601 duration to the register's clock."""

from datetime import UTC, datetime

import pytest

from cli.clock.durations import after
from cli.failures import Failed

NOON = datetime(2027, 1, 31, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("duration", "there"),
    [
        ("P30D", datetime(2027, 3, 2, 12, tzinfo=UTC)),
        ("P2W", datetime(2027, 2, 14, 12, tzinfo=UTC)),
        ("P1M", datetime(2027, 2, 28, 12, tzinfo=UTC)),
        ("P1Y", datetime(2028, 1, 31, 12, tzinfo=UTC)),
        ("P1Y1M1DT1H1M1S", datetime(2028, 3, 1, 13, 1, 1, tzinfo=UTC)),
        ("PT36H", datetime(2027, 2, 2, 0, tzinfo=UTC)),
        ("P0D", NOON),
    ],
)
def test_counts_on_the_calendar(duration: str, there: datetime) -> None:
    assert after(NOON, duration) == there


def test_keeps_the_hour_in_london_over_a_change_of_clocks() -> None:
    assert after(datetime(2027, 3, 27, 12, tzinfo=UTC), "P1D") == datetime(
        2027, 3, 28, 11, tzinfo=UTC
    )


@pytest.mark.parametrize(
    "text", ["", "P", "PT", "30D", "P1.5D", "P-1D", "P1D1M", "p1d"]
)
def test_is_refused_for_anything_else(text: str) -> None:
    with pytest.raises(Failed, match="ISO 8601"):
        after(NOON, text)


@pytest.mark.parametrize("text", ["P9999Y", "P999999999D"])
def test_is_refused_out_of_the_calendar(text: str) -> None:
    with pytest.raises(Failed, match="calendar"):
        after(NOON, text)
