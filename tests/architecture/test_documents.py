"""The documents say what is there."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from cli.main import main
from tests.support.repository import ROOT, block

README = (ROOT / "README.md").read_text()
DOCUMENTS = sorted(
    path
    for path in [
        *ROOT.glob("*.md"),
        *ROOT.glob("docs/**/*.md"),
        *ROOT.glob("services/*/*.md"),
        *ROOT.glob("shared/*.md"),
        *ROOT.glob("cli/*.md"),
    ]
    if ".venv" not in path.parts
)
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
PARTS = ("Context.", "Decision.", "Consequences.", "Alternatives.")

each_document = pytest.mark.parametrize(
    "document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT))
)
each_decision = pytest.mark.parametrize("decision", DECISIONS, ids=lambda p: p.stem)


def test_and_the_readme_shows_the_help_that_the_program_gives() -> None:
    said = CliRunner().invoke(main, ["--help"], prog_name="register", terminal_width=80)
    assert block(README, "register-help") == f"```\n{said.output}```\n"


@each_document
def test_and_name_no_command_that_there_is_not(document: Path) -> None:
    for words in _commands(document.read_text(), "register"):
        _found(main, words)


@each_document
def test_and_name_no_target_that_make_has_not(document: Path) -> None:
    makefile = (ROOT / "Makefile").read_text()
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    for words in _commands(document.read_text(), "make"):
        assert words[0] in targets


@each_document
def test_and_link_to_what_is_there(document: Path) -> None:
    for link in re.findall(r"\]\(([^)#]+)[^)]*\)", document.read_text()):
        if "://" not in link:
            assert (document.parent / link).exists(), link


@each_decision
def test_and_decisions_have_their_four_parts(decision: Path) -> None:
    text = decision.read_text()
    assert re.findall(r"^\*\*(\w+\.)\*\*", text, re.MULTILINE) == list(PARTS)
    assert text.startswith(f"# {decision.stem[:4]} ")


def test_and_decisions_are_numbered_without_a_gap() -> None:
    numbers = [int(decision.stem[:4]) for decision in DECISIONS]
    assert numbers == list(range(1, len(numbers) + 1))
    index = (ROOT / "docs" / "decisions" / "README.md").read_text()
    assert all(f"]({decision.name})" in index for decision in DECISIONS)


def test_and_every_setting_is_in_the_operations_manual() -> None:
    manual = set(re.findall(r"[A-Z_]+", (ROOT / "docs" / "operations.md").read_text()))
    settings = (ROOT / "shared" / "settings.py").read_text()
    fields = re.findall(r"^    ([a-z_]+): ", settings, re.MULTILINE)
    assert fields
    assert {name.upper() for name in fields} <= manual


def test_and_every_metric_in_the_operations_manual_is_measured() -> None:
    manual = (ROOT / "docs" / "operations.md").read_text()
    measured = (ROOT / "shared" / "telemetry.py").read_text()
    named = re.findall(r"`(register_[a-z_]+)", manual)
    assert named
    assert [name for name in named if f'"{name}"' not in measured] == []


def _commands(text: str, program: str) -> Iterator[list[str]]:
    """Yield the words after a program's name, in code and at a line's beginning."""
    fenced = re.findall(r"^```\w*\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    lines = [line for code in fenced for line in code.splitlines()]
    for line in [*lines, *re.findall(r"`([^`\n]+)`", text)]:
        words = line.strip().removeprefix(".venv/bin/").split()
        if len(words) > 1 and words[0] == program and words[1][0].isalpha():
            yield words[1:]


def _found(group: click.Group, words: list[str]) -> None:
    """Fail unless the words name a command of the group, and groups below it."""
    name, *rest = words
    assert name in group.commands, f"register {' '.join(words)}"
    command = group.commands[name]
    if isinstance(command, click.Group) and rest and rest[0][0].isalpha():
        _found(command, rest)
