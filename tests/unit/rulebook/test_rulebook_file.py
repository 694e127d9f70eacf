"""A rulebook's file."""

from datetime import date
from pathlib import Path

import pytest

from shared.rulebook import RulebookFaults, load_rulebook, load_rulebooks
from shared.rulebook.faults import Placed
from tests.support.applications import ROOT

NO_SUCH_KIND = "no document is taken of the kind 'report-of-the-role'"
BODIES = ROOT / "rulebooks" / "bodies.toml"
RULEBOOKS = sorted(set((ROOT / "rulebooks").glob("*.toml")) - {BODIES})
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


def faults(path: Path) -> tuple[Placed, ...]:
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
    older = ("minimum_age = 18", "minimum_age = 21")
    path = changed(tmp_path, more=later("2027-01-01", older))
    books = load_rulebooks(path)
    assert books.on(date(2026, 12, 31)).applying.minimum_age == 18
    assert books.on(date(2027, 1, 1)).applying.minimum_age == 21
    assert books.on(date(2027, 1, 1)).version == "2027-01-01"


def test_is_not_in_force_before_its_first_day() -> None:
    with pytest.raises(RulebookFaults, match="no version is in force on 2015-09-06"):
        load_rulebook(VOLUNTARY, date(2015, 9, 6))


def test_is_refused_with_every_fault_by_its_line(tmp_path: Path) -> None:
    path = changed(
        tmp_path,
        ("minimum_age = 18", 'minimum_age = "eighteen"'),
        ('footing = "voluntary"', 'footing = "royal"'),
        ("same_email = true", "same_mail = true"),
    )
    lines = path.read_text("utf-8").splitlines()
    assert [(fault.place, lines[(fault.line or 0) - 1]) for fault in faults(path)] == [
        ("version.applying.minimum_age", 'minimum_age = "eighteen"'),
        # What is missing has the line of the table that misses it.
        ("version.duplicates.same_email", "[version.duplicates]"),
        ("version.duplicates.same_mail", "same_mail = true"),
        ("version.scopes[medical-engineering].footing", 'footing = "royal"'),
    ]


def test_is_refused_in_one_line_a_fault(tmp_path: Path) -> None:
    path = changed(tmp_path, ("target_days = 56", 'target_days = "soon"'))
    (fault,) = faults(path)
    said = "version.assessment.target_days: Input should be a valid integer"
    assert str(fault) == f"changed.toml, line {fault.line}: {said}"


def test_is_refused_where_a_table_does_not_name_its_source(tmp_path: Path) -> None:
    path = changed(tmp_path, ('source = "a group of its own', 'sauce = "a group'))
    places = [fault.place for fault in faults(path)]
    assert "version.scopes[sonography].source" in places


def test_is_refused_where_its_tables_contradict_one_another(tmp_path: Path) -> None:
    path = changed(
        tmp_path,
        ('code = "nuclear-medicine"', 'code = "medical-engineering"'),
        ('    "awarded_on"', '    "awarded_by"'),
        ('kind = "role-report"', 'kind = "report-of-the-role"'),
    )
    named = {f"{fault.place}: {fault.sentence}" for fault in faults(path)}
    assert named >= {
        "version.scopes[medical-engineering]: 'medical-engineering' is there already",
        "version.routes[equivalence].scopes[2]: there is no scope 'nuclear-medicine'",
        "version.routes[equivalence].evidence[6].kind: " + NO_SUCH_KIND,
        "version.applying.required[9]: an application has no answer 'awarded_by'",
    }


def test_is_refused_for_its_shape_and_its_contradictions_at_once(
    tmp_path: Path,
) -> None:
    path = changed(
        tmp_path,
        ("target_days = 56", "target_days = 0"),
        ('    "awarded_on"', '    "awarded_by"'),
    )
    assert {fault.place for fault in faults(path)} == {
        "version.assessment.target_days",
        "version.applying.required[9]",
    }


def later(day: str, *changes: tuple[str, str]) -> str:
    """Return one more whole version of the voluntary register's rules."""
    body = VOLUNTARY.read_text("utf-8").split("\n[[version]]\n", 1)[1]
    for old, new in (("2015-09-07", day), *changes):
        assert old in body
        body = body.replace(old, new)
    return f"\n[[version]]\n{body}"


@pytest.mark.parametrize("day", ["2015-09-07", "2014-01-01"])
def test_is_refused_where_its_versions_are_not_in_order(
    tmp_path: Path, day: str
) -> None:
    path = changed(tmp_path, more=later(day))
    (fault,) = faults(path)
    assert fault.place == "version.effective_from"
    assert fault.sentence == (
        f"it begins on {day}, and the version above on 2015-09-07: oldest first"
    )
    lines = path.read_text("utf-8").splitlines()
    assert lines[(fault.line or 0) - 1] == f"effective_from = {day}"


def test_is_refused_where_a_scope_disappears(tmp_path: Path) -> None:
    renamed = ('"sonography"', '"echo"')
    path = changed(tmp_path, more=later("2027-01-01", renamed))
    (fault,) = faults(path)
    assert fault.place == "version.scopes"
    assert fault.sentence.startswith("the scope 'sonography' of 2015-09-07 is gone")


def test_is_refused_where_running_cases_change_to_rules_without_their_route(
    tmp_path: Path,
) -> None:
    renamed = ('code = "equivalence"', 'code = "portfolio"')
    kept = changed(tmp_path, more=later("2027-01-01", renamed))
    assert len(load_rulebooks(kept).versions) == 2
    changing = ('running_cases = "keep"', 'running_cases = "change"')
    path = changed(tmp_path, more=later("2027-01-01", renamed, changing))
    (fault,) = faults(path)
    assert fault.sentence.startswith("the route 'equivalence' of 2015-09-07 is gone")


@pytest.mark.parametrize("content", ["", "name = 'x'\nversion = 1\n", "name = ["])
def test_is_refused_where_it_holds_no_rules(tmp_path: Path, content: str) -> None:
    path = tmp_path / "empty.toml"
    path.write_text(content, "utf-8")
    assert faults(path)


def test_is_refused_at_the_line_where_it_is_no_longer_toml(tmp_path: Path) -> None:
    path = changed(tmp_path, ("appeal_days = 30", "appeal_days = 30 days"))
    (fault,) = faults(path)
    lines = path.read_text("utf-8").splitlines()
    assert lines[(fault.line or 0) - 1] == "appeal_days = 30 days"
    assert fault.sentence.startswith("it is not TOML from here on")


def test_is_refused_where_it_is_not_there(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path / "missing.toml")
    assert str(fault) == "missing.toml: it cannot be read (No such file or directory)"


def test_is_refused_where_it_follows_itself_or_what_is_not_there(
    tmp_path: Path,
) -> None:
    name = 'name = "rct-voluntary"'
    itself = changed(tmp_path, (name, f'{name}\nfollows = "changed.toml"'))
    (fault,) = faults(itself)
    assert fault.place == "follows"
    nothing = changed(tmp_path, (name, f'{name}\nfollows = "none.toml"'))
    said = [str(fault) for fault in faults(nothing)]
    assert said[0].endswith("follows: none.toml has faults of its own")
    assert said[1].startswith("none.toml: it cannot be read")
