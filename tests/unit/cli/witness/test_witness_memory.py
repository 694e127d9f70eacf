"""A witness's memory."""

import json
from pathlib import Path

import pytest

from cli.failures import Failed
from cli.witness.memory import KEY as KEY_FILE
from cli.witness.memory import STATE, WitnessDirectory, log_key
from shared.tlog.keys import VerifierKey
from tests.support.golden_log import KEY, ORIGIN, WITNESS, checkpoint

NAME = "witness.example/w1"


@pytest.fixture
def directory(tmp_path: Path) -> WitnessDirectory:
    return WitnessDirectory(tmp_path / "deep" / "witness")


def begun(directory: WitnessDirectory) -> None:
    memory = directory.begin(NAME).watching(KEY)
    directory.keep(memory.cosigned(checkpoint(7), 1_767_225_600))


def test_begins_with_a_key_that_only_its_owner_reads(
    directory: WitnessDirectory,
) -> None:
    memory = directory.begin(NAME)
    assert (directory.path / KEY_FILE).stat().st_mode & 0o777 == 0o600
    assert directory.verifier_key(memory).name == NAME


def test_is_the_same_after_a_restart(directory: WitnessDirectory) -> None:
    begun(directory)
    key = (directory.path / KEY_FILE).read_bytes()
    memory = directory.begin(None)
    assert (memory.logs[ORIGIN].log.size, memory.name) == (7, NAME)
    assert memory.logs[ORIGIN].log.root == checkpoint(7).root
    assert (directory.path / KEY_FILE).read_bytes() == key


def test_once_lost_makes_no_other(directory: WitnessDirectory) -> None:
    begun(directory)
    (directory.path / STATE).unlink()
    with pytest.raises(Failed, match="a witness that forgot must not sign"):
        directory.begin(NAME)


@pytest.mark.parametrize("content", ["", "{}", '{"name": "w", "logs": {"a": {}}}'])
def test_that_is_damaged_is_left_as_it_is(
    directory: WitnessDirectory,
    content: str,
) -> None:
    begun(directory)
    (directory.path / STATE).write_text(content)
    with pytest.raises(Failed, match="a witness that forgot must not sign"):
        directory.begin(NAME)
    assert (directory.path / STATE).read_text() == content


def test_with_a_damaged_root_is_refused(directory: WitnessDirectory) -> None:
    begun(directory)
    kept = json.loads((directory.path / STATE).read_text())
    kept["logs"][ORIGIN]["root"] = "not base64"
    (directory.path / STATE).write_text(json.dumps(kept))
    with pytest.raises(Failed, match="a witness that forgot must not sign"):
        directory.begin(None)


def test_without_the_key_it_signed_with_makes_no_other(
    directory: WitnessDirectory,
) -> None:
    begun(directory)
    (directory.path / KEY_FILE).unlink()
    with pytest.raises(Failed, match="is gone; restore it"):
        directory.begin(NAME)


def test_keeps_its_name(directory: WitnessDirectory) -> None:
    begun(directory)
    with pytest.raises(Failed, match=r"This witness is witness\.example/w1"):
        directory.begin("witness.example/w2")


@pytest.mark.parametrize("name", [None, "", "two words", "a+b"])
def test_begins_under_a_name_that_a_signature_can_carry(
    directory: WitnessDirectory,
    name: str | None,
) -> None:
    with pytest.raises(Failed, match="name"):
        directory.begin(name)


def test_is_one_process_s_alone(directory: WitnessDirectory) -> None:
    with (
        directory.taken(),
        pytest.raises(Failed, match="runs on"),
        directory.taken(),
    ):
        pass


def test_takes_no_second_key_for_a_log(directory: WitnessDirectory) -> None:
    memory = directory.begin(NAME).watching(KEY)
    assert memory.watching(KEY) == memory
    with pytest.raises(Failed, match="opens under a new origin"):
        memory.watching(VerifierKey(ORIGIN, bytes(32)))


def test_takes_the_new_origin_of_a_log_beside_the_old(
    directory: WitnessDirectory,
) -> None:
    memory = directory.begin(NAME).watching(KEY)
    both = memory.watching(VerifierKey("registry.example/audit-2", bytes(32)))
    assert list(both.logs) == [ORIGIN, "registry.example/audit-2"]


@pytest.mark.parametrize("text", ["no-key", str(WITNESS.verifier_key)])
def test_watches_logs_only(text: str) -> None:
    with pytest.raises(Failed):
        log_key(text)
