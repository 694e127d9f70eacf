"""Reading an applications file."""

import contextlib
import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cli.importing.csv_text import FileFault
from cli.importing.reading import LONGEST_ROW, parse_applications
from shared.contracts.applications_csv import COLUMNS

HEADER = ",".join(COLUMNS)
WIDTH = len(COLUMNS)


def a_row(**cells: str) -> str:
    written = io.StringIO()
    csv.writer(written).writerow(cells.get(name, "") for name in COLUMNS)
    return written.getvalue().removesuffix("\r\n")


def a_file(*lines: str, end: str = "\r\n") -> bytes:
    return end.join((HEADER, *lines, "")).encode()


def fault_of(raw: bytes) -> str:
    with pytest.raises(FileFault) as caught:
        parse_applications("some.csv", raw)
    return caught.value.sentence


def test_takes_rows_in_order_with_numbers_from_one() -> None:
    rows = parse_applications(
        "some.csv", a_file(a_row(external_ref="A"), a_row(external_ref="B"))
    ).rows
    assert [(row.number, row.external_ref) for row in rows] == [(1, "A"), (2, "B")]


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_takes_any_line_ending(end: str) -> None:
    raw = a_file(a_row(external_ref="A"), a_row(external_ref="B"), end=end)
    assert len(parse_applications("some.csv", raw).rows) == 2


def test_takes_a_byte_order_mark() -> None:
    raw = b"\xef\xbb\xbf" + a_file(a_row(external_ref="A"))
    assert parse_applications("some.csv", raw).rows[0].external_ref == "A"


def test_takes_a_last_line_without_its_end() -> None:
    raw = a_file(a_row(external_ref="A")).removesuffix(b"\r\n")
    assert len(parse_applications("some.csv", raw).rows) == 1


def test_keeps_quoted_commas_quotes_and_line_breaks() -> None:
    address = 'Flat 3, "The Mill"\r\nChurch Lane'
    (row,) = parse_applications("some.csv", a_file(a_row(address=address))).rows
    assert row.cells["address"] == address


def test_keeps_cells_as_they_are() -> None:
    (row,) = parse_applications(
        "some.csv", a_file(a_row(family_name="  Desai ", employer="=1+1"))
    ).rows
    assert (row.cells["family_name"], row.cells["employer"]) == ("  Desai ", "=1+1")


def test_skips_blank_lines() -> None:
    raw = a_file("", a_row(external_ref="A"), "", "  ", a_row(external_ref="B"), "")
    assert [r.number for r in parse_applications("some.csv", raw).rows] == [1, 2]


def test_takes_a_file_without_rows() -> None:
    assert parse_applications("some.csv", a_file()).rows == ()


def test_finds_columns_by_name() -> None:
    turned = ",".join(reversed(COLUMNS))
    raw = f"{turned}\r\n{',' * (WIDTH - 1)}A\r\n".encode()
    assert parse_applications("some.csv", raw).rows[0].external_ref == "A"


def test_takes_further_questions_as_further_columns() -> None:
    raw = f"{HEADER},intake_year\r\nA{',' * (WIDTH - 1)},2015\r\n".encode()
    (row,) = parse_applications("some.csv", raw).rows
    assert (row.external_ref, row.cells["intake_year"]) == ("A", "2015")


def test_refuses_an_empty_file() -> None:
    assert fault_of(b"") == (
        "some.csv: line 1, column 1: the file is empty, and a header is needed."
    )


def test_refuses_an_unknown_column() -> None:
    raw = HEADER.replace("given_names", "first_name").encode()
    assert fault_of(raw) == (
        "some.csv: line 1, column 3: the header has no column 'first_name'."
    )


def test_refuses_a_missing_column() -> None:
    raw = HEADER.replace(",email,", ",").encode()
    assert fault_of(raw) == (
        f"some.csv: line 1, column {WIDTH}: the header lacks the column 'email'."
    )


def test_refuses_a_column_that_is_there_twice() -> None:
    raw = HEADER.replace(",title,", ",email,").encode()
    assert fault_of(raw) == (
        "some.csv: line 1, column 6: the header has 'email' twice."
    )


def test_refuses_a_row_with_too_few_cells() -> None:
    raw = a_file(a_row(external_ref="A"), "B,Ms")
    assert fault_of(raw) == (
        f"some.csv: line 3, column 3: the row has 2 cells, and the header {WIDTH}."
    )


def test_refuses_a_row_with_too_many_cells() -> None:
    raw = a_file(a_row(address="a\r\nb"), a_row() + ",more")
    assert fault_of(raw) == (
        f"some.csv: line 4, column {WIDTH + 1}: "
        f"the row has {WIDTH + 1} cells, and the header {WIDTH}."
    )


def test_refuses_a_quotation_mark_that_is_not_closed() -> None:
    assert fault_of(a_file('A,"Ms')) == (
        "some.csv: line 2, column 2: "
        "the quotation mark that opens the cell is not closed."
    )


def test_refuses_a_quotation_mark_inside_a_cell() -> None:
    assert fault_of(a_file('A,Ms "X"')) == (
        "some.csv: line 2, column 2: there is a quotation mark inside an unquoted cell."
    )


def test_refuses_text_after_a_closing_quotation_mark() -> None:
    assert fault_of(a_file('A,"Ms"x')) == (
        "some.csv: line 2, column 2: there is text after the closing quotation mark."
    )


def test_refuses_bytes_that_are_not_utf_8() -> None:
    raw = a_file(a_row(external_ref="A"), a_row(given_names="Zoë"))
    assert fault_of(raw.replace("ë".encode(), b"\xeb")) == (
        "some.csv: line 3, column 3: the byte 0xEB is not UTF-8."
    )


def test_refuses_utf_16() -> None:
    assert fault_of(HEADER.encode("utf-16")) == (
        "some.csv: line 1, column 1: the byte 0xFF is not UTF-8."
    )


def test_refuses_a_nul_character() -> None:
    assert fault_of(a_file(a_row(title="\0"))) == (
        "some.csv: line 2, column 2: there is a NUL character."
    )


def test_refuses_a_row_too_long_for_kafka() -> None:
    each = LONGEST_ROW // len(COLUMNS) + 1
    cells = {**dict.fromkeys(COLUMNS, "x" * each), "town": "x" * (each + 1)}
    raw = a_file(a_row(**cells))
    column = COLUMNS.index("town") + 1
    assert fault_of(raw) == (
        f"some.csv: line 2, column {column}: the row is longer than 400,000 bytes."
    )


def test_refuses_an_answer_that_nobody_means() -> None:
    column = COLUMNS.index("employer") + 1
    assert fault_of(a_file(a_row(employer="x" * 20_001))) == (
        f"some.csv: line 2, column {column}: "
        "the answer is longer than 20,000 characters."
    )


def test_names_the_same_digest_for_the_same_bytes_only() -> None:
    one, same, other = (
        parse_applications("some.csv", a_file(a_row(external_ref=ref))).digest
        for ref in ("A", "A", "B")
    )
    assert one == same != other


CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\0\ufeff"))


@given(st.lists(st.dictionaries(st.sampled_from(COLUMNS), CELLS), max_size=5))
def test_reads_back_whatever_a_spreadsheet_writes(rows: list[dict[str, str]]) -> None:
    raw = a_file(*(a_row(**row) for row in rows))
    read = parse_applications("some.csv", raw).rows
    assert [dict(row.cells) for row in read] == [
        {name: row.get(name, "") for name in COLUMNS} for row in rows
    ]


@given(st.binary(max_size=200))
def test_says_what_is_wrong_with_anything_else(raw: bytes) -> None:
    with pytest.raises(FileFault, match=r"^some.csv: line \d+, column \d+: .+\.$"):
        parse_applications("some.csv", raw)


@given(st.binary(max_size=200))
def test_reads_rows_or_says_what_is_wrong(raw: bytes) -> None:
    with contextlib.suppress(FileFault):
        for row in parse_applications("some.csv", a_file() + raw).rows:
            assert len(row.cells) == WIDTH
