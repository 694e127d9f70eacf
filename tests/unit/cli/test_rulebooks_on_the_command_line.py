"""`register rulebook`."""

import json
from pathlib import Path

from click.testing import CliRunner, Result

from cli.main import main
from tests.support.applications import ROOT

VOLUNTARY = ROOT / "rulebooks" / "rct-voluntary.toml"
STATUTORY = ROOT / "rulebooks" / "hcpc-statutory.toml"


def rulebook(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["rulebook", *map(str, arguments)])


def broken(folder: Path) -> Path:
    path = folder / "broken.toml"
    text = VOLUNTARY.read_text("utf-8").replace("target_days = 56", "target_days = 0")
    # Of deciding, which comes first.
    path.write_text(text.replace("appeal_days = 30", 'appeal_days = "x"', 1), "utf-8")
    return path


def test_finds_a_sound_file_sound() -> None:
    result = rulebook("check", VOLUNTARY)
    assert result.exit_code == 0
    assert result.output.startswith("rct-voluntary.toml is sound: ")


def test_says_every_fault_on_a_line_of_its_own_and_fails(tmp_path: Path) -> None:
    result = rulebook("check", broken(tmp_path))
    assert result.exit_code == 1
    target, appeal, total = result.stderr.splitlines()
    assert target.startswith("broken.toml, line ")
    assert ": version.assessment.target_days: " in target
    assert ": version.deciding.appeal_days: " in appeal
    assert total == "broken.toml has 2 faults."


def test_says_every_fault_to_a_program(tmp_path: Path) -> None:
    result = rulebook("check", broken(tmp_path), "--json")
    assert result.exit_code == 1
    said = json.loads(result.output)
    assert said["sound"] is False
    assert [fault["place"] for fault in said["faults"]] == [
        "version.assessment.target_days",
        "version.deciding.appeal_days",
    ]


def test_fails_in_one_sentence_without_a_file(tmp_path: Path) -> None:
    result = rulebook("check", tmp_path / "none.toml")
    assert result.exit_code == 1
    assert result.stderr == "none.toml: it cannot be read (No such file or directory)\n"


def test_compares_two_files_with_both_sources() -> None:
    lines = rulebook("diff", VOLUNTARY, f"{STATUTORY}@2026-01-01").output.splitlines()
    assert lines[0].endswith(" → hcpc-statutory@2026-01-01")
    at = lines.index("  appeal_days: 30 → 28")
    assert any(
        line.startswith("    was: application guidelines") for line in lines[at:]
    )
    assert any(line.startswith("    is: 28 days from the date") for line in lines[at:])


def test_compares_for_a_program() -> None:
    output = rulebook("diff", VOLUNTARY, STATUTORY, "--json").output
    changed = {(c["table"], c["key"]): c for c in json.loads(output)["changes"]}
    days = changed["deciding", "appeal_days"]
    assert (days["old"], days["new"]) == (30, 28)


def test_finds_no_difference_from_a_version_to_itself() -> None:
    output = rulebook("diff", VOLUNTARY, f"{VOLUNTARY}@2026-11-22").output
    assert output.endswith("Nothing differs.\n")


def test_knows_no_version_before_the_first() -> None:
    result = rulebook("diff", f"{VOLUNTARY}@2001-01-01", VOLUNTARY)
    assert result.exit_code == 1
    assert "no version is in force on 2001-01-01" in result.stderr


def test_shows_the_rules_in_force_on_a_day() -> None:
    result = rulebook("show", STATUTORY, "--on", "2026-06-01")
    assert result.output.startswith("hcpc-statutory@2026-01-01, in force on 2026-06-01")
    assert rulebook("show", STATUTORY, "--on", "June").exit_code == 1
