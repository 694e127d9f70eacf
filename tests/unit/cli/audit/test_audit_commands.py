"""The audit commands."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from cli.audit.group import audit
from shared.tlog.checkpoint import sign_checkpoint
from shared.tlog.note import NoteSigner
from tests.support.golden_log import (
    KEY,
    Shelf,
    checkpoint,
    entries,
    entry,
    golden_log,
    sealed,
)


def written(log: Shelf, directory: Path) -> Path:
    for path, raw in log.items():
        file = directory / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(raw)
    return directory


def run(*arguments: object) -> Result:
    return CliRunner().invoke(audit, [str(argument) for argument in arguments])


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return written(golden_log(300), tmp_path / "log")


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "state.json"


def test_verify_a_sound_log_in_one_sentence(log: Path, state: Path) -> None:
    result = run("verify", "--dir", log, "--vkey", KEY, "--state", state)
    assert result.exit_code == 0
    assert result.output.startswith("The log registry.example/audit is sound: 300")


def test_take_the_key_from_a_file(log: Path, state: Path, tmp_path: Path) -> None:
    file = tmp_path / "vkey"
    file.write_text(f"{KEY}\n")
    result = run("verify", "--dir", log, "--vkey-file", file, "--state", state)
    assert result.exit_code == 0


def test_name_a_changed_entry_and_fail(log: Path, state: Path) -> None:
    bundle = log / "tile/entries/000"
    bundle.write_bytes(bundle.read_bytes().replace(b'"seq":17,', b'"seq":71,'))
    result = run("verify", "--dir", log, "--vkey", KEY, "--state", state)
    assert result.exit_code == 1
    assert "entry 17 is not what was sealed" in result.output
    assert not state.exists()


def test_name_a_changed_entry_to_programs(log: Path, state: Path) -> None:
    bundle = log / "tile/entries/000"
    bundle.write_bytes(bundle.read_bytes().replace(b'"seq":17,', b'"seq":71,'))
    result = run("verify", "--dir", log, "--vkey", KEY, "--state", state, "--json")
    assert result.exit_code == 1
    assert json.loads(result.output)["damages"] == [
        {"kind": "entry", "first": 17, "last": 17, "path": "tile/entries/000"},
    ]


def test_tell_programs_what_was_verified(log: Path, state: Path) -> None:
    result = run("verify", "--dir", log, "--vkey", KEY, "--state", state, "--json")
    assert json.loads(result.output) == {
        "verified": True,
        "origin": "registry.example/audit",
        "size": 300,
        "root": checkpoint(300).root.hex(),
    }


def test_remember_what_was_seen_and_refuse_what_is_older(
    log: Path,
    state: Path,
    tmp_path: Path,
) -> None:
    run("verify", "--dir", log, "--vkey", KEY, "--state", state)
    older = written(golden_log(299), tmp_path / "older")
    result = run("verify", "--dir", older, "--vkey", KEY, "--state", state)
    assert result.exit_code == 1
    assert "299 entries now, 300 then" in result.output
    assert evidence(state) == signed(log, older)


def test_remember_what_was_seen_and_refuse_another_past(
    log: Path,
    state: Path,
    tmp_path: Path,
) -> None:
    run("verify", "--dir", log, "--vkey", KEY, "--state", state)
    contents = [b"another past", *entries(400)[1:]]
    rewritten = written(sealed(contents), tmp_path / "rewritten")
    result = run("verify", "--dir", rewritten, "--vkey", KEY, "--state", state)
    assert result.exit_code == 1
    assert "history was rewritten" in result.output
    assert str(state.parent / "evidence") in result.output
    assert evidence(state) == signed(log, rewritten)


def test_accept_what_has_grown_since(log: Path, state: Path, tmp_path: Path) -> None:
    run("verify", "--dir", log, "--vkey", KEY, "--state", state)
    grown = written(golden_log(600), tmp_path / "grown")
    assert run("verify", "--dir", grown, "--vkey", KEY, "--state", state).exit_code == 0
    assert run("verify", "--dir", log, "--vkey", KEY, "--state", state).exit_code == 1


def test_keep_what_proves_a_fork_of_one_size(
    log: Path,
    state: Path,
    tmp_path: Path,
) -> None:
    run("verify", "--dir", log, "--vkey", KEY, "--state", state)
    fork = written(sealed([b"another past", *entries(300)[1:]]), tmp_path / "fork")
    asked = ("--dir", fork, "--vkey", KEY, "--state", state, "--json")
    result = run("verify", *asked)
    assert result.exit_code == 1
    assert json.loads(result.stdout)["evidence"] == str(state.parent / "evidence")
    assert evidence(state) == signed(log, fork)


def evidence(state: Path) -> set[bytes]:
    return {file.read_bytes() for file in (state.parent / "evidence").iterdir()}


def signed(*logs: Path) -> set[bytes]:
    return {(log / "checkpoint").read_bytes() for log in logs}


def test_take_a_log_of_the_same_name_and_another_key_for_another_one(
    log: Path,
    state: Path,
    tmp_path: Path,
) -> None:
    run("verify", "--dir", log, "--vkey", KEY, "--state", state)
    other = NoteSigner(KEY.name, Ed25519PrivateKey.from_private_bytes(bytes(32)))
    fresh = written(golden_log(7), tmp_path / "fresh")
    (fresh / "checkpoint").write_bytes(sign_checkpoint(checkpoint(7), other))
    asked = ("--dir", fresh, "--vkey", other.verifier_key, "--state", state)
    result = run("verify", *asked)
    assert result.exit_code == 0, result.output
    assert f"was seen before under another key ({KEY})" in result.stderr
    assert run("verify", *asked).stderr == ""
    # Both are remembered now.
    older = written(golden_log(299), tmp_path / "older")
    result = run("verify", "--dir", older, "--vkey", KEY, "--state", state)
    assert "299 entries now, 300 then" in result.output


def test_say_what_an_earlier_version_remembered_without_a_key(
    log: Path, state: Path
) -> None:
    state.parent.mkdir()
    state.write_text(json.dumps({KEY.name: checkpoint(400).text}))
    result = run("verify", "--dir", log, "--vkey", KEY, "--state", state)
    assert result.exit_code == 0, result.output
    assert f"under another key ({KEY.name})" in result.stderr
    assert json.loads(state.read_text()).keys() == {KEY.name, str(KEY)}


@pytest.mark.parametrize("content", ["", "[]", '{"registry.example/audit": "x"}', "{"])
def test_do_not_forget_by_a_damaged_state_file(
    log: Path,
    tmp_path: Path,
    content: str,
) -> None:
    file = tmp_path / "state.json"
    file.write_text(content)
    result = run("verify", "--dir", log, "--vkey", KEY, "--state", file)
    assert result.exit_code == 1
    assert file.read_text() == content


def test_prove_an_entry_offline(log: Path, tmp_path: Path) -> None:
    file, content = tmp_path / "it.tlog-proof", tmp_path / "entry"
    asked = ("--dir", log, "--vkey", KEY, "-o", file, "--entry", content)
    assert run("proof", 299, *asked).exit_code == 0
    assert content.read_bytes() == entry(299)
    result = run("verify-proof", file, "--entry", content, "--vkey", KEY)
    assert result.output == "It is entry 299 of 300 in registry.example/audit.\n"


def test_write_to_standard_output_what_is_called_so(log: Path, tmp_path: Path) -> None:
    file, asked = tmp_path / "it.tlog-proof", ("--dir", log, "--vkey", KEY)
    run("proof", 299, *asked, "-o", file)
    result = run("proof", 299, *asked, "-o", "-")
    assert (result.exit_code, result.stdout) == (0, file.read_text())
    assert not Path("-").exists()


def test_prove_nothing_else_offline(log: Path, tmp_path: Path) -> None:
    file, content = tmp_path / "it.tlog-proof", tmp_path / "entry"
    run("proof", 299, "--dir", log, "--vkey", KEY, "-o", file)
    content.write_bytes(entry(298))
    result = run("verify-proof", file, "--entry", content, "--vkey", KEY)
    assert result.exit_code == 1
    assert "does not lead from this entry" in result.output


def test_prove_no_entry_that_is_not_there(log: Path) -> None:
    result = run("proof", 300, "--dir", log, "--vkey", KEY)
    assert result.exit_code == 1
    assert "no entry 300" in result.output


def test_ask_for_one_log_and_one_key(log: Path) -> None:
    assert run("verify", "--vkey", KEY).exit_code == 2
    assert run("verify", "--dir", log).exit_code == 2


def test_refuse_a_key_that_is_none(log: Path, state: Path) -> None:
    result = run("verify", "--dir", log, "--vkey", "no-key", "--state", state)
    assert result.exit_code == 1
    assert result.output.count("\n") == 1


@pytest.mark.parametrize("command", ["verify", "proof", "verify-proof"])
def test_teach_by_examples(command: str) -> None:
    assert f"register audit {command} " in run(command, "--help").output
