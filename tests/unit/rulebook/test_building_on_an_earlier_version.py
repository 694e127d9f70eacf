"""A version that builds on an earlier one."""

from datetime import date
from pathlib import Path

import pytest

from shared.rulebook import RulebookFaults, Rulebooks, load_rulebooks
from shared.rulebook.tables.scopes import Footing
from tests.support.applications import ROOT

VOLUNTARY = ROOT / "rulebooks" / "rct-voluntary.toml"
HEAD = (
    '\n[[version]]\neffective_from = 2027-01-01\nbuilds_on = 2015-09-07\nsource = "x"\n'
)


def with_version(folder: Path, *tables: str) -> Path:
    path = folder / "built.toml"
    text = VOLUNTARY.read_text("utf-8") + HEAD + "\n".join(tables)
    path.write_text(text, "utf-8")
    return path


def loaded(folder: Path, *tables: str) -> Rulebooks:
    return load_rulebooks(with_version(folder, *tables))


def test_is_as_it_was_where_it_says_nothing(tmp_path: Path) -> None:
    before, after = loaded(tmp_path).versions
    assert after.effective_from == date(2027, 1, 1)
    changed = {"effective_from": after.effective_from, "source": after.source}
    assert before.model_copy(update=changed) == after


def test_changes_the_keys_that_it_gives(tmp_path: Path) -> None:
    table = '[version.assessment]\ntarget_days = 20\nsource = "the board"'
    after = loaded(tmp_path, table).versions[-1].assessment
    assert (after.target_days, after.assessors_per_case) == (20, 2)
    assert after.source == "the board"


def test_changes_a_scope_by_its_code_and_adds_another(tmp_path: Path) -> None:
    moved = (
        '[[version.scopes]]\ncode = "sonography"\nfooting = "statutory"\nsource = "x"'
    )
    added = (
        '[[version.scopes]]\ncode = "echo"\ntitle = "Echo"\ngroup = "sonography"\n'
        'footing = "voluntary"\nopen = "form"\nsource = "x"'
    )
    before, after = loaded(tmp_path, moved, added).versions
    codes = [scope.code for scope in before.scopes]
    assert [scope.code for scope in after.scopes] == [*codes, "echo"]
    sonography = after.scope("sonography")
    assert sonography is not None
    assert (sonography.title, sonography.footing) == ("Sonography", Footing.STATUTORY)


def test_is_refused_where_a_change_names_no_source(tmp_path: Path) -> None:
    path = with_version(tmp_path, "[version.assessment]\ntarget_days = 20")
    with pytest.raises(RulebookFaults) as raised:
        load_rulebooks(path)
    (fault,) = raised.value.faults
    lines = path.read_text("utf-8").splitlines()
    assert fault.line == len(lines) - 1
    assert fault.sentence == "it changes an earlier version without a source"


def test_is_refused_where_there_is_no_such_version_above(tmp_path: Path) -> None:
    path = with_version(tmp_path)
    text = path.read_text("utf-8")
    path.write_text(text.replace("builds_on = 2015-09-07", "builds_on = 2016-01-01"))
    with pytest.raises(RulebookFaults) as raised:
        load_rulebooks(path)
    said = [str(fault) for fault in raised.value.faults]
    assert any("no version above begins on '2016-01-01'" in one for one in said)


def test_names_the_line_of_what_it_inherits(tmp_path: Path) -> None:
    path = with_version(
        tmp_path,
        '[[version.routes]]\ncode = "equivalence"\nscopes = ["echo"]\nsource = "x"',
    )
    with pytest.raises(RulebookFaults) as raised:
        load_rulebooks(path)
    (fault,) = raised.value.faults
    lines = path.read_text("utf-8").splitlines()
    assert lines[(fault.line or 0) - 1] == 'scopes = ["echo"]'
    assert fault.place == "version.routes[equivalence].scopes[1]"
