"""The command line."""

import socket
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from cli.main import main
from shared.contracts.applications_csv import COLUMNS
from shared.identity.demonstration import ensure_identity


def every_command(
    group: click.Group, path: tuple[str, ...] = ()
) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    for name, command in group.commands.items():
        found.append((*path, name))
        if isinstance(command, click.Group):
            found += every_command(command, (*path, name))
    return found


@pytest.mark.parametrize("path", every_command(main), ids=" ".join)
def test_teaches_every_command(path: tuple[str, ...]) -> None:
    result = CliRunner().invoke(main, [*path, "--help"])
    assert result.exit_code == 0
    assert result.output.startswith("Usage:")


def test_has_the_commands_of_a_registers_day() -> None:
    paths = {" ".join(path) for path in every_command(main)}
    assert {
        *("up", "demo", "import", "send", "queue", "case", "find", "entry"),
        *("audit verify", "audit trail", "audit proof", "audit compare"),
        *("erase", "hold"),
        *("waiting list", "waiting retry", "waiting pass-over"),
        *("clock show", "clock advance"),
    } <= paths


def test_ends_with_two_for_bad_usage() -> None:
    assert CliRunner().invoke(main, ["clock", "advance"]).exit_code == 2


@pytest.mark.enable_socket
def test_says_in_one_sentence_that_nothing_answers() -> None:
    with socket.socket() as taken:
        # Bound but not listening: whoever connects is turned away.
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1] - 1
        result = CliRunner().invoke(main, ["find", "Rahman", "--port", str(port)])
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: The applications service at ")
    assert result.stderr.count("\n") == 1


def test_says_where_it_looked_for_keys(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["queue", "--data", str(tmp_path)])
    assert result.exit_code == 1
    assert str(tmp_path / "identity") in result.stderr


def test_sends_nothing_of_a_file_with_a_fault(tmp_path: Path) -> None:
    ensure_identity(tmp_path)
    file = tmp_path / "some.csv"
    file.write_text(f"{','.join(COLUMNS)}\nA,Ms\n")
    # Nobody listens on this port: an attempt to send would say so instead.
    result = CliRunner().invoke(
        main, ["import", str(file), "--data", str(tmp_path), "--patience", "0"]
    )
    assert result.exit_code == 1
    assert result.stderr == (
        "Error: some.csv: line 2, column 3: the row has 2 cells, and the header 28.\n"
    )
    assert not (tmp_path / "some.results.csv").exists()


def test_names_a_file_that_is_not_there(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["import", str(tmp_path / "no.csv")])
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
