"""The tree of the repository."""

import re
from pathlib import Path

import pytest

from tests.support.repository import (
    PRODUCT,
    ROOT,
    SERVICES,
    python_files,
    tracked_files,
)

LONGEST = 400
BANNED = {"utils", "util", "common", "manager", "helpers", "helper", "process_data"}
CAPABILITIES = sorted(path.parent for path in ROOT.glob("services/*/*/decider.py"))
ROLES = {
    "__init__",
    "api",
    "commands",
    "decider",
    "knowledge",
    "pages",
    "projections",
    "queries",
    "rules",
    "state",
    "subscribers",
}
# What a capability has besides: the work of a port, and the words of its letters.
MORE = {
    "assessing": {
        "accepting",
        "case_page",
        "deciding",
        "declining",
        "judgements",
        "judging_form",
        "judging_pages",
        "pool_and_parties",
        "seeing",
        "spoken",
    },
    "applying": {"deciding", "elsewhere", "guidance"},
    "assessors": {"deciding"},
    "drafts": {"form"},
    "entry_fraud": {"deciding"},
    "evidence": {"caretaking", "uploading"},
    "messages": {
        "accepting",
        "deciding",
        "delivery",
        "linking",
        "notices",
        "register_changes",
        "telling",
        "unmet",
    },
    "registration": {"deciding"},
    "retention": {"confirming"},
}
# What one has not that only puts on record: no door of its own, and no table.
LESS = {
    "returns": {"api", "knowledge", "pages", "projections", "queries", "rules"},
    # Its rules need know nothing beyond their stream.
    "subscriptions": {"knowledge"},
    "addresses": {"knowledge"},
}

# Somebody's folders, and the hosts that packages come from.
NOT_OURS = re.compile(
    rb"(?<![\w.~}])/(?:home|root|Users|work)/\w"
    rb"|(?:pypi|pythonhosted|npmjs|proxy\.golang)\.org|repo\d*\.maven\."
)
SECRET = re.compile(rb'"d"\s*:\s*"[A-Za-z0-9_-]{43}"|BEGIN [A-Z ]*PRIVATE KEY-----')


@pytest.mark.parametrize("capability", CAPABILITIES, ids=lambda path: path.name)
def test_has_the_same_names_for_the_same_roles_in_every_capability(
    capability: Path,
) -> None:
    names = {path.stem for path in capability.glob("*.py")}
    names |= {path.parent.name for path in capability.glob("*/__init__.py")}
    roles = ROLES - LESS.get(capability.name, set())
    assert names - MORE.get(capability.name, set()) == roles


@pytest.mark.parametrize("service", SERVICES)
def test_has_the_same_names_in_every_service(service: str) -> None:
    folder = ROOT / "services" / service
    names = {"README.md", "__init__.py", "__main__.py", "app.py", "settings.py"}
    assert names <= {path.name for path in folder.iterdir()}
    assert list((folder / "migrations").glob("0001_*.sql"))


@pytest.mark.parametrize("service", SERVICES)
def test_says_of_every_service_what_it_owns_decides_hears_and_says(
    service: str,
) -> None:
    readme = (ROOT / "services" / service / "README.md").read_text()
    assert {"Owns", "Decides", "Hears", "Says"} <= set(re.findall(r"\w+", readme))


def test_has_no_long_file() -> None:
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text().splitlines())
        for path in python_files(*PRODUCT)
    }
    assert not {name: lines for name, lines in lengths.items() if lines > LONGEST}


def test_has_no_name_that_means_nothing() -> None:
    for path in python_files(*PRODUCT, "tests"):
        relative = path.relative_to(ROOT).with_suffix("")
        assert not BANNED & set(relative.parts), relative


def test_has_a_sentence_about_every_package_and_module() -> None:
    for path in python_files("cli", "deploy", "oversight", "services", "shared"):
        assert path.read_text().startswith(('"""', 'r"""')), path


def test_names_no_machine_and_no_package_index() -> None:
    assert not _found(NOT_OURS)


def test_keeps_no_secret() -> None:
    assert not _found(SECRET)


def test_has_unit_tests_that_need_neither_broker_nor_database() -> None:
    for path in python_files("tests/unit"):
        assert "pytest.mark.integration" not in path.read_text(), path


def test_marks_whatever_needs_them() -> None:
    for path in python_files("tests/integration"):
        if path.name.startswith("test_"):
            assert "pytest.mark.integration" in path.read_text(), path


def _found(pattern: re.Pattern[bytes]) -> list[tuple[str, bytes]]:
    """Return where a pattern is found, and what it found."""
    return [
        (str(path.relative_to(ROOT)), found[0])
        for path in tracked_files()
        if (found := pattern.search(path.read_bytes()))
    ]
