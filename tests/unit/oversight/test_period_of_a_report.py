"""The period of a report."""

from datetime import date, timedelta

import pytest

from oversight.documents.reading import rows, tables, text
from oversight.period import EARLIEST, LATEST, Period, period_of
from oversight.reports.catalogue import REPORTS, compute
from shared.contracts.canonical import Json
from shared.errors import Malformed
from tests.support.overseen import MadeUpLog, asked

DAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [
        (date(1, 1, 1), None, "from"),
        (EARLIEST - timedelta(days=1), DAY, "from"),
        (None, LATEST + timedelta(days=1), "to"),
        (DAY, date(9999, 12, 31), "to"),
        (DAY, DAY - timedelta(days=1), "to"),
        (date(2000, 2, 29), date(2100, 3, 1), "to"),
        (date(1950, 1, 1), date(2050, 1, 1), "to"),
    ],
)
def test_that_no_register_can_have_had_is_refused(
    first: date | None, last: date | None, field: str
) -> None:
    with pytest.raises(Malformed) as refused:
        period_of(first, last)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (None, None),
        (EARLIEST, None),
        (None, LATEST),
        (DAY, DAY),
        (date(1950, 1, 1), date(2049, 12, 31)),
    ],
)
def test_may_be_a_hundred_years(first: date | None, last: date | None) -> None:
    assert period_of(first, last) == Period(first, last)


def test_has_no_months_before_the_log_or_after_it() -> None:
    log = MadeUpLog()
    log.entry("CT1", DAY)
    log.status("CT1", "suspended", date(2026, 5, 2))
    document = compute(
        REPORTS["register"], log.entries, log.standing(), asked(EARLIEST, LATEST)
    )
    assert _months(document) == ["2026-03", "2026-04", "2026-05", "Total"]


def test_has_its_own_months_where_the_log_is_longer() -> None:
    log = MadeUpLog()
    log.entry("CT1", date(2026, 1, 2))
    log.entry("CT2", DAY)
    log.status("CT1", "suspended", date(2026, 7, 2))
    terms = asked(date(2026, 2, 1), date(2026, 4, 30))
    document = compute(REPORTS["register"], log.entries, log.standing(), terms)
    assert _months(document) == ["2026-02", "2026-03", "2026-04", "Total"]


def _months(document: dict[str, Json]) -> list[Json]:
    (table,) = (
        one for one in tables(document) if text(one, "name") == "joiners-and-leavers"
    )
    return [row[0] for row in rows(table)]
