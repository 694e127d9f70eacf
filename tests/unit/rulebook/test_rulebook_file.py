"""A rulebook's file."""

from datetime import date
from pathlib import Path

import pytest

from shared.rulebook import RulebookFaults, load_rulebook, load_rulebooks
from tests.support.applications import ROOT

RULEBOOKS = sorted((ROOT / "rulebooks").glob("*.toml"))
VOLUNTARY = ROOT / "rulebooks" / "rct-voluntary.toml"


def changed(folder: Path, *changes: tuple[str, str], more: str = "") -> Path:
    """Return a copy of the voluntary register's file with some of its text changed."""
    text = VOLUNTARY.read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path = folder / "changed.toml"
    path.write_text(text + more, "utf-8")
    return path


def faults(path: Path) -> tuple[str, ...]:
    """Return the faults that loading the file names."""
    with pytest.raises(RulebookFaults) as raised:
        load_rulebooks(path)
    return raised.value.faults


@pytest.mark.parametrize("path", RULEBOOKS, ids=lambda path: path.stem)
def test_is_sound_where_it_ships_with_the_register(path: Path) -> None:
    book = load_rulebook(path, date(2026, 11, 22))
    assert book.version_label == f"{path.stem}@{book.effective_from}"
    assert book.assessment.assessors_per_case == 2


def test_has_two_at_least() -> None:
    assert {path.stem for path in RULEBOOKS} >= {"rct-voluntary", "hcpc-statutory"}


def test_gives_the_version_in_force_on_a_day(tmp_path: Path) -> None:
    body = VOLUNTARY.read_text("utf-8").split("\n[[version]]\n", 1)[1]
    later = body.replace("2015-09-07", "2027-01-01").replace(
        "minimum_age = 18", "minimum_age = 21"
    )
    path = changed(tmp_path, more=f"\n[[version]]\n{later}")
    books = load_rulebooks(path)
    assert books.on(date(2026, 12, 31)).applying.minimum_age == 18
    assert books.on(date(2027, 1, 1)).applying.minimum_age == 21
    assert books.on(date(2027, 1, 1)).version == "2027-01-01"


def test_is_not_in_force_before_its_first_day() -> None:
    with pytest.raises(RulebookFaults, match="no version is in force on 2015-09-06"):
        load_rulebook(VOLUNTARY, date(2015, 9, 6))


def test_is_refused_with_every_fault_in_its_place(tmp_path: Path) -> None:
    path = changed(
        tmp_path,
        ("minimum_age = 18", 'minimum_age = "eighteen"'),
        ('footing = "voluntary"', 'footing = "royal"'),
        ("same_email = true", "same_mail = true"),
    )
    assert [fault.split(":")[0] for fault in faults(path)] == [
        "version 1, applying, minimum_age",
        "version 1, duplicates, same_email",
        "version 1, duplicates, same_mail",
        "version 1, scopes, number 1, footing",
    ]


def test_is_refused_where_a_table_does_not_name_its_source(tmp_path: Path) -> None:
    path = changed(tmp_path, ('source = "a group of its own', 'sauce = "a group'))
    assert any("scopes, number 9, source" in fault for fault in faults(path))


def test_is_refused_where_its_tables_contradict_one_another(tmp_path: Path) -> None:
    path = changed(
        tmp_path,
        ('code = "nuclear-medicine"', 'code = "medical-engineering"'),
        ('    "awarded_on"', '    "awarded_by"'),
    )
    named = faults(path)
    assert "version 1, scopes: 'medical-engineering' is there 2 times" in named
    assert (
        "version 1, routes, equivalence: there is no scope 'nuclear-medicine'" in named
    )
    assert (
        "version 1, applying, required: an application has no answer 'awarded_by'"
        in named
    )


def test_is_refused_where_two_versions_begin_on_one_day(tmp_path: Path) -> None:
    body = VOLUNTARY.read_text("utf-8").split("\n[[version]]\n", 1)[1]
    path = changed(tmp_path, more=f"\n[[version]]\n{body}")
    assert faults(path) == ("effective_from: '2015-09-07' is there 2 times",)


@pytest.mark.parametrize("content", ["", "name = 'x'\nversion = 1\n", "name = ["])
def test_is_refused_where_it_holds_no_rules(tmp_path: Path, content: str) -> None:
    path = tmp_path / "empty.toml"
    path.write_text(content, "utf-8")
    assert faults(path)


def test_is_refused_where_it_is_not_there(tmp_path: Path) -> None:
    assert "it cannot be read" in faults(tmp_path / "missing.toml")[0]
