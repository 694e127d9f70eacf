"""The directory of bodies."""

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from cli.main import main
from shared.rulebook import RulebookFaults
from shared.rulebook.bodies import Role, load_bodies
from tests.support.applications import ROOT, TODAY

FILE = ROOT / "rulebooks" / "bodies.toml"
BODIES = load_bodies(FILE)


def codes(role: Role, on: date = TODAY) -> set[str]:
    return {body.code for body in BODIES.that(role, on)}


def changed(folder: Path, *changes: tuple[str, str]) -> tuple[str, ...]:
    """Return the faults of the directory with some of its text changed."""
    text = FILE.read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path = folder / "bodies.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(RulebookFaults) as raised:
        load_bodies(path)
    return tuple(map(str, raised.value.faults))


def test_knows_every_body_that_the_papers_name() -> None:
    assert {body.code for body in BODIES.all} >= {
        *("ipem", "art", "iheem", "ahcs", "rccp", "hcpc", "psa", "case", "bnms"),
        *("bse", "bmus", "scor", "nshcs", "nhs-england", "uk-government"),
        *("scottish-government", "welsh-government", "northern-ireland-executive"),
    }


def test_says_who_owns_the_register_and_who_nominates() -> None:
    assert codes(Role.OWNS) == codes(Role.NOMINATES) == {"ipem", "art", "iheem"}


def test_says_to_whom_echocardiography_is_signposted() -> None:
    assert codes(Role.SIGNPOSTED_TO) == {"ahcs", "rccp"}


def test_is_dated() -> None:
    assert "case" not in codes(Role.SENDS_PASS_LISTS, date(2021, 2, 28))
    assert "case" in codes(Role.SENDS_PASS_LISTS, date(2021, 3, 1))
    assert "scor" not in codes(Role.SENDS_PASS_LISTS)


def test_says_why_a_body_does_nothing() -> None:
    society = BODIES.body("bnms")
    assert society is not None
    assert society.doing(TODAY) == ()
    assert society.nothing_because


def test_is_refused_with_every_fault_by_its_line(tmp_path: Path) -> None:
    found = changed(
        tmp_path,
        ('role = "owns"', 'role = "rules"'),
        ('kind = "register"', 'kind = "club"'),
    )
    lines = [line.split(": ")[:2] for line in found]
    places = [place for _, place in lines]
    assert places == ["body[ipem].does[rules].role", "body[ahcs].kind"]
    assert all(where.startswith("bodies.toml, line ") for where, _ in lines)


def test_is_refused_where_a_body_is_there_twice(tmp_path: Path) -> None:
    (fault,) = changed(tmp_path, ('code = "art"', 'code = "ipem"'))
    assert fault.endswith("body[ipem].code: 'ipem' is there already")


def test_is_refused_where_something_ends_before_it_begins(tmp_path: Path) -> None:
    (fault,) = changed(tmp_path, ("last_day = 2021-03-01", "last_day = 2020-01-01"))
    assert fault.endswith("it ends before it begins")


def test_is_refused_where_one_thing_is_done_twice_at_a_time(tmp_path: Path) -> None:
    (fault,) = changed(tmp_path, ('role = "nominates"', 'role = "owns"'))
    assert fault.endswith("it does 'owns' already at that time")


def test_is_refused_where_a_body_does_nothing_for_no_reason(tmp_path: Path) -> None:
    (fault,) = changed(tmp_path, ("nothing_because = ", "# "))
    assert fault.endswith("it does something here, or says why nothing")


def test_is_shown_as_on_a_day() -> None:
    shown = CliRunner().invoke(main, ["rulebook", "bodies", "--on", "2020-01-01"])
    assert shown.exit_code == 0
    lines = {line.split()[0]: line for line in shown.output.splitlines()}
    assert "owns, nominates, sends-pass-lists" in lines["ipem"]
    assert "nothing on that day" in lines["case"]
