"""Every refusal has a code, a sentence and the rule that it comes from."""

import ast
import importlib
from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = [
    path
    for folder in ("services", "shared")
    for path in sorted((ROOT / folder).rglob("*.py"))
]
TABLES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts)
    for path in SOURCES
    if "\n_SAID: " in path.read_text("utf-8")
}
SAID = 3
"""A code, a sentence and a rule."""


def without_rule(path: Path) -> Iterable[str]:
    """Yield where a module makes a refusal of a code and a sentence alone."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Refused":
            said = len(node.args) + len(node.keywords)
            if said < SAID:
                yield f"{path.relative_to(ROOT)}, line {node.lineno}"


def test_has_a_rule_wherever_it_is_made() -> None:
    assert [place for path in SOURCES for place in without_rule(path)] == []


@pytest.mark.parametrize("name", sorted(TABLES))
def test_has_a_sentence_and_a_rule_for_every_reason(name: str) -> None:
    said: Mapping[StrEnum, Any] = vars(importlib.import_module(name))["_SAID"]
    [reasons] = {type(reason) for reason in said}
    assert set(said) == set(reasons)
    for sentence, rule in said.values():
        assert sentence.endswith(".")
        assert rule.strip()
