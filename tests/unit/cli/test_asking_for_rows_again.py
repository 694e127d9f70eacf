"""Asking for the rows of a file again."""

from cli.importing.identity import application_id, command_id
from cli.importing.reading import Row

ROW = Row(7, {"external_ref": " A11-00007 "})
NAMELESS = Row(8, {"external_ref": "  "})


def test_uses_the_same_ids_for_the_same_file() -> None:
    assert command_id("d1", ROW, "registrar") == command_id("d1", ROW, "registrar")


def test_uses_another_command_id_for_another_file_row_or_person() -> None:
    ids = {
        command_id("d1", ROW, "registrar"),
        command_id("d2", ROW, "registrar"),
        command_id("d1", NAMELESS, "registrar"),
        command_id("d1", ROW, "registrar-2"),
    }
    assert len(ids) == 4


def test_means_the_same_application_by_the_same_reference_in_any_file() -> None:
    same = Row(1, {"external_ref": "A11-00007"})
    assert application_id("d1", ROW) == application_id("d2", same)


def test_means_an_application_of_its_own_by_a_row_without_a_reference() -> None:
    ids = {
        application_id("d1", NAMELESS),
        application_id("d2", NAMELESS),
        application_id("d1", Row(9, {"external_ref": ""})),
    }
    assert len(ids) == 3
