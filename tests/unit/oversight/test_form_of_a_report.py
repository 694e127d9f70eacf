"""A form of a report."""

import csv
from datetime import date
from io import StringIO
from xml.etree import ElementTree as ET

import pytest

from oversight.documents.as_csv import safe_cell
from oversight.documents.chart import charts, svg
from oversight.documents.forms import FORMS, form_of
from oversight.reports.catalogue import REPORTS, compute
from shared.contracts.canonical import Json, parse
from shared.errors import Malformed
from tests.support.overseen import MadeUpLog, asked

DAY = date(2026, 3, 2)
SVG = "{http://www.w3.org/2000/svg}"


def document(route: str = "training-scheme") -> dict[str, Json]:
    log = MadeUpLog()
    log.application("a", DAY, DAY, route=route)
    return compute(REPORTS["applications"], log.entries, log.standing(), asked())


@pytest.mark.parametrize("name", FORMS)
def test_is_the_same_bytes_each_time(name: str) -> None:
    assert FORMS[name].write(document()) == FORMS[name].write(document())


def test_as_json_is_canonical_and_reads_back() -> None:
    assert parse(FORMS["json"].write(document())) == document()


def test_as_pdf_is_one() -> None:
    assert FORMS["pdf"].write(document()).startswith(b"%PDF-")


def test_as_csv_holds_nothing_that_a_sheet_would_run() -> None:
    raw = FORMS["csv"].write(document("=cmd|' /C calc'!A0")).decode()
    cells = [cell for line in csv.reader(StringIO(raw)) for cell in line]
    assert any("calc" in cell for cell in cells)
    assert not any(
        cell.startswith(("=", "+", "-", "@")) for cell in cells if cell != "-"
    )


@pytest.mark.parametrize("said", ["=1", "+1", "-1", "@x", "\tx", "\rx"])
def test_as_csv_puts_an_apostrophe_before_a_formula(said: str) -> None:
    assert safe_cell(said) == f"'{said}"


def test_as_html_escapes_what_comes_from_the_log() -> None:
    page = FORMS["html"].write(document("<script>alert(1)</script>")).decode()
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_as_a_chart_says_in_words_what_it_shows() -> None:
    for name, drawn in charts(document()).items():
        root = ET.fromstring(drawn)  # noqa: S314 - our own
        title, said = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
        assert title is not None, name
        assert said is not None, name
        assert title.text
        assert "training-scheme: 1" in (said.text or "")


def test_as_a_chart_gives_what_is_hidden_no_length() -> None:
    drawn = svg("t", "T", [("a", "fewer than 5", 0), ("b", "10", 10)])
    widths = [bar.get("width") for bar in ET.fromstring(drawn).iter(f"{SVG}rect")]  # noqa: S314
    assert widths == ["0", "360"]


def test_of_another_name_is_refused() -> None:
    with pytest.raises(Malformed) as refused:
        form_of("docx")
    assert refused.value.field == "format"
