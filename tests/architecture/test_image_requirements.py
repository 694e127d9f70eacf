"""The requirements of a service's image."""

import ast
import re
import sys
from importlib.metadata import packages_distributions, requires

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from deploy.requirements import NOT_IN_A_SERVICE, select
from tests.support.repository import ROOT, python_files

LOCK = (ROOT / "requirements.lock").read_text()
SELECTED = select(LOCK)
NAMES = set(re.findall(r"^([a-z0-9-]+)==", SELECTED, re.MULTILINE))
OURS = {"cli", "deploy", "oversight", "services", "shared"}


def test_are_lines_of_the_lock() -> None:
    assert set(SELECTED.splitlines()) <= set(LOCK.splitlines())


def test_keep_their_hashes() -> None:
    blocks = re.split(r"^(?=[a-z0-9])", SELECTED, flags=re.MULTILINE)[1:]
    assert len(blocks) == len(NAMES)
    assert all("--hash=sha256:" in block for block in blocks)


def test_lack_what_only_the_embedded_system_or_a_developer_uses() -> None:
    assert not NAMES & (NOT_IN_A_SERVICE | {"pytest", "ruff", "basedpyright"})


@pytest.mark.parametrize("name", sorted(NAMES))
def test_bring_along_what_each_of_them_needs(name: str) -> None:
    wanted = (Requirement(text) for text in requires(name) or ())
    needed = {
        canonicalize_name(one.name)
        for one in wanted
        if one.marker is None or one.marker.evaluate({"extra": ""})
    }
    assert needed <= NAMES


def test_are_all_that_services_and_kit_import() -> None:
    imported = {
        module
        for path in python_files("oversight", "services", "shared")
        if "embedded" not in path.parts
        for module in _imported(ast.parse(path.read_text()))
    }
    distributions = packages_distributions()
    missing = {
        module
        for module in imported - OURS - set(sys.stdlib_module_names)
        if not NAMES & {canonicalize_name(name) for name in distributions[module]}
    }
    assert not missing


def _imported(tree: ast.AST) -> set[str]:
    """Return the top-level packages that a module imports."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    return names
