"""The forms of a trail."""

import csv
import json
from io import StringIO
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight.source import ExportedLog
from oversight.trails.forms.choosing import FORMS, document
from oversight.trails.forms.csv_form import csv_line
from oversight.trails.from_export import trail_in
from oversight.trails.question import read_question
from oversight.trails.trail import NOTHING_FOUND, Heading
from shared.contracts.canonical import canonical, parse
from shared.identity.roles import Role
from shared.spreadsheets import formula_safe
from tests.support.exported_log import exported
from tests.support.golden_log import KEY
from tests.support.logged_story import ADA, ADAS_ENTRIES, STORY

XES = "{http://www.xes-standard.org/}"


def written(directory: Path, form: str, subject: str = ADA) -> bytes:
    log = ExportedLog(exported(STORY, directory), {Role.REGULATOR}, KEY)
    question = read_question(subject)
    heading = Heading(question, log.checkpoint)
    return b"".join(document(FORMS[form], heading, trail_in(log, question)))


@pytest.mark.parametrize("form", FORMS)
def test_name_the_checkpoint(form: str, tmp_path: Path) -> None:
    text = written(tmp_path, form).decode()
    checkpoint = (tmp_path / "checkpoint").read_text().split("\n")
    assert checkpoint[0] in text
    assert checkpoint[2] in text.replace("&#x2F;", "/")


@pytest.mark.parametrize("form", FORMS)
def test_say_in_words_that_there_is_nothing(form: str, tmp_path: Path) -> None:
    assert NOTHING_FOUND in written(tmp_path, form, "nobody").decode()
    assert NOTHING_FOUND not in written(tmp_path, form).decode()


def test_are_one_canonical_document_as_json(tmp_path: Path) -> None:
    raw = written(tmp_path, "json")
    found = parse(raw)
    assert canonical(found) == raw
    assert found["question"] == {"subject": ADA}
    assert [it["index"] for it in json.loads(raw)["entries"]] == ADAS_ENTRIES


def test_are_the_same_entries_a_line_as_ndjson(tmp_path: Path) -> None:
    head, *lines = written(tmp_path, "ndjson").splitlines()
    whole = json.loads(written(tmp_path, "json"))
    assert json.loads(head)["checkpoint"] == whole["checkpoint"]
    assert [json.loads(line) for line in lines] == whole["entries"]


def test_are_a_table_as_csv(tmp_path: Path) -> None:
    rows = list(csv.DictReader(StringIO(written(tmp_path, "csv").decode(), newline="")))
    assert [int(row["index"]) for row in rows] == ADAS_ENTRIES
    assert rows[2]["what"] == "application-submitted"
    assert json.loads(rows[2]["disclosed"])["family_name"] == "=Lovelace"


def test_are_a_case_for_each_stream_as_xes(tmp_path: Path) -> None:
    log = ET.fromstring(written(tmp_path, "xes"))  # noqa: S314 (we wrote it)
    assert log.tag == f"{XES}log"
    traces = log.findall(f"{XES}trace")
    names = [trace.find(f"{XES}string[@key='concept:name']") for trace in traces]
    assert len({name.get("value") for name in names if name is not None}) == 5
    events = [event for trace in traces for event in trace.findall(f"{XES}event")]
    assert len(events) == len(ADAS_ENTRIES)
    for event in events:
        keys = [attribute.get("key") for attribute in event]
        assert len(keys) == len(set(keys))
        assert {"concept:name", "time:timestamp", "org:resource"} <= set(keys)


def test_are_read_by_pm4py(tmp_path: Path) -> None:
    pm4py = pytest.importorskip("pm4py", reason="pm4py is not installed: XES not tried")
    file = tmp_path / "trail.xes"
    file.write_bytes(written(tmp_path / "log", "xes"))
    frame = pm4py.read_xes(str(file))
    assert len(frame) == len(ADAS_ENTRIES)


def test_escape_what_would_be_markup_as_html(tmp_path: Path) -> None:
    page = written(tmp_path, "html", "<script>alert(1)</script>").decode()
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize("sign", "=+-@\t\r")
def test_are_safe_in_a_spreadsheet(sign: str) -> None:
    assert formula_safe(f"{sign}1") == f"'{sign}1"


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1))
def test_have_no_cell_that_is_a_formula(cells: list[str]) -> None:
    text = csv_line(cells).decode()
    (row,) = csv.reader(StringIO(text, newline=""))
    assert [cell.removeprefix("'") for cell in row] == [
        cell.removeprefix("'") for cell in cells
    ]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)
