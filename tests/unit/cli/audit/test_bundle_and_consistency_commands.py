"""The commands that check what somebody has kept."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli.audit.group import audit
from cli.main import main
from oversight.bundles.making import make_bundle
from oversight.case_files.verifying import make_case_file
from oversight.disclosures import disclosures_path
from shared.contracts.sealing import disclosure, open_disclosure
from shared.tlog.encoding import encode_base64
from tests.support.exported_log import exported
from tests.support.golden_log import KEY, Shelf, checkpoint, entries, golden_log, sealed
from tests.support.registered import (
    APPLICATION,
    ENTRIES,
    PERSON,
    history,
    origin,
    small_log,
)
from tests.support.sealed_history import whole_history


def run(*arguments: object) -> Result:
    return CliRunner().invoke(audit, [str(argument) for argument in arguments])


def written(log: Shelf, directory: Path) -> Path:
    for path, raw in log.items():
        file = directory / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(raw)
    return directory


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    file = tmp_path / "history.json"
    file.write_bytes(make_bundle(origin(small_log()), {"subject": "it"}, history()))
    return file


def test_say_what_a_bundle_proves_and_what_not(bundle: Path) -> None:
    result = run("verify-bundle", bundle, "--vkey", KEY)
    assert result.exit_code == 0
    proven, not_proven = result.output.split("Not proven:")
    assert "Each of its 3 entries is in the log" in proven
    assert "does not prove that nothing follows" in not_proven


def test_tell_programs_what_a_bundle_holds(bundle: Path) -> None:
    result = run("verify-bundle", bundle, "--vkey", KEY, "--json")
    said = json.loads(result.output)
    assert said["verified"]
    assert said["entries"][0]["disclosed"]["person_id"] == str(PERSON)


def test_fail_in_one_sentence_for_a_bundle_that_was_altered(bundle: Path) -> None:
    bundle.write_bytes(bundle.read_bytes().replace(b'"index":2', b'"index":1'))
    result = run("verify-bundle", bundle, "--vkey", KEY)
    assert result.exit_code == 1
    assert result.output == (
        "Error: The bundle is not as it was made: its digest is of other content.\n"
    )
    result = run("verify-bundle", bundle, "--vkey", KEY, "--json")
    assert result.exit_code == 1
    assert json.loads(result.output)["error"] == "Altered"


def test_demand_whole_streams(tmp_path: Path) -> None:
    part = tmp_path / "part.json"
    part.write_bytes(make_bundle(origin(small_log()), {}, history()[1:]))
    assert run("verify-bundle", part, "--vkey", KEY).exit_code == 0
    result = run("verify-bundle", part, "--vkey", KEY, "--whole")
    assert result.exit_code == 1
    assert "only versions 2 are here" in result.output


def test_demand_with_whole_streams_that_their_heads_are_sealed(bundle: Path) -> None:
    result = run("verify-bundle", bundle, "--vkey", KEY, "--whole")
    assert result.exit_code == 1
    assert result.output == (
        "Error: Nothing in the bundle shows that it is whole: it holds no sealed "
        "stream heads.\n"
    )


@pytest.fixture
def sealed_bundle(tmp_path: Path) -> Path:
    """A bundle of heads sealed on 1 March 2026, two entries behind the checkpoint."""
    file = tmp_path / "sealed.json"
    file.write_bytes(whole_history())
    return file


def test_demand_heads_that_are_not_too_old(sealed_bundle: Path) -> None:
    whole = ("verify-bundle", sealed_bundle, "--vkey", KEY, "--whole")
    assert run(*whole).exit_code == 0
    assert run(*whole, "--heads-within", 2, "--heads-within", "P900Y").exit_code == 0
    result = run(*whole, "--heads-within", 1)
    assert result.exit_code == 1
    assert "2 entries of the log are later, and 1 may be" in result.output
    result = run(*whole, "--heads-within", 2, "--heads-within", "PT1M", "--json")
    assert result.exit_code == 1
    assert json.loads(result.output)["error"] == "StaleHeads"


@pytest.mark.parametrize("age", ["", "many", "-1", "P9000Y", "2d", "1" * 5000])
def test_refuse_an_age_of_heads_that_is_none(sealed_bundle: Path, age: str) -> None:
    whole = ("verify-bundle", sealed_bundle, "--vkey", KEY, "--whole")
    result = run(*whole, "--heads-within", age)
    assert result.exit_code == 1
    assert "neither a number of entries nor a duration" in result.output


def test_take_an_age_of_heads_with_whole_streams_alone(sealed_bundle: Path) -> None:
    asked = ("verify-bundle", sealed_bundle, "--vkey", KEY, "--heads-within", 1)
    assert run(*asked).exit_code == 2


def test_verify_a_case_file_too(bundle: Path, tmp_path: Path) -> None:
    case = make_case_file(bundle.read_bytes(), KEY, 28)
    file = tmp_path / "case.zip"
    file.write_bytes(case)
    assert run("verify-bundle", file, "--vkey", KEY).exit_code == 0
    file.write_bytes(case.replace(b"Application accepted", b"Application refused."))
    result = run("verify-bundle", file, "--vkey", KEY)
    assert result.exit_code == 1
    assert result.output == (
        "Error: The archive is not a case file: the archive is damaged.\n"
    )


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return written(golden_log(600), tmp_path / "log")


def test_prove_that_a_log_extends_a_kept_checkpoint(log: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.write_bytes(golden_log(300)["checkpoint"])
    result = run("consistency", "--from", kept, "--dir", log, "--vkey", KEY)
    assert result.exit_code == 0
    assert "of 600 entries extends the one of 300" in result.output


@pytest.mark.parametrize("size", [0, 1, 256, 300, 600])
def test_take_a_size_and_a_root(log: Path, size: int) -> None:
    root = checkpoint(size).root
    for spelling in (encode_base64(root), root.hex()):
        asked = ("--from", f"{size} {spelling}", "--dir", log, "--vkey", KEY)
        assert run("consistency", *asked).exit_code == 0


def test_take_three_lines_without_a_signature(log: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.write_text(checkpoint(300).text)
    asked = ("--from", kept, "--dir", log, "--vkey", KEY, "--json")
    assert json.loads(run("consistency", *asked).output)["extends"]


def test_find_that_the_past_was_rewritten(log: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    other = sealed([b"another past", *entries(300)[1:]])
    kept.write_bytes(other["checkpoint"])
    result = run("consistency", "--from", kept, "--dir", log, "--vkey", KEY)
    assert result.exit_code == 1
    assert "the first 300 of 600 entries are not the same" in result.output


def test_find_that_entries_were_taken_away(log: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.write_bytes(golden_log(601)["checkpoint"])
    result = run("consistency", "--from", kept, "--dir", log, "--vkey", KEY)
    assert result.exit_code == 1
    assert "600 entries now, 601 then" in result.output


@pytest.mark.parametrize(
    "kept", ["300", "300 x", "300 AAAA", "x y", "/nowhere", f"007 {'00' * 32}"]
)
def test_refuse_what_is_no_checkpoint(log: Path, kept: str) -> None:
    result = run("consistency", "--from", kept, "--dir", log, "--vkey", KEY)
    assert result.exit_code == 1
    assert result.output.count("\n") == 1


def run_any(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["audit", *map(str, arguments)])


def test_fail_over_an_export_that_discloses_another_value(tmp_path: Path) -> None:
    log = exported(ENTRIES, tmp_path / "log")
    told = ("--dir", log, "--vkey", KEY)
    asked = [
        ("trail", APPLICATION),
        ("trail", APPLICATION, "--format", "csv"),
        ("trail", APPLICATION, "--proof", tmp_path / "bundle.json"),
        ("case-file", APPLICATION, tmp_path / "case.zip"),
        ("verify", "--state", tmp_path / "state"),
    ]
    for words in asked:
        result = run_any(*words, *told)
        assert result.exit_code == 0, result.output
    file = log / disclosures_path(0)
    first = ENTRIES[0][1][0]
    other = disclosure("salt", open_disclosure(first)[0], "another")
    file.write_bytes(file.read_bytes().replace(first.encode(), other.encode()))
    for words in asked:
        result = run_any(*words, *told)
        assert result.exit_code == 1, words
        assert "of entry 0" in result.stderr
        assert "Traceback" not in result.stderr


def test_say_how_proofs_lead_to_an_earlier_checkpoint(tmp_path: Path) -> None:
    proof = ("--proof", tmp_path / "bundle.json", "--size", 3)
    result = run_any("trail", APPLICATION, *proof)
    assert result.exit_code == 2
    assert "--under" in result.stderr
