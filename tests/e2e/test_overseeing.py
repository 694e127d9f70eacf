"""What an overseer computes from the log of a running register."""

import json
from pathlib import Path

import pytest

from tests.e2e.conftest import ImportedRegister

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(600)]


@pytest.fixture
def export(imported: ImportedRegister, tmp_path: Path) -> Path:
    """The log, exported for a regulator."""
    folder = tmp_path / "log"
    done = imported.live.run("audit", "export", str(folder))
    assert done.returncode == 0, done.stderr
    return folder


def test_is_the_same_bytes_from_the_service_and_from_its_export(
    imported: ImportedRegister, export: Path, tmp_path: Path
) -> None:
    live = imported.live
    size = (export / "checkpoint").read_text().splitlines()[1]
    day = live.json("clock", "show")[0]["now"][:10]
    for number, words in enumerate(
        (
            ("report", "applications", "--days", "working"),
            ("report", "register", "--format", "html"),
            ("report", "looking", "--format", "pdf"),
            ("sample", "applications", "--size", "3", "--seed", "e2e"),
            ("as-at", day),
        )
    ):
        written: list[bytes] = []
        for place in (("--log-size", size), ("--dir", str(export))):
            file = tmp_path / f"{number}{place[0]}"
            done = live.run("audit", *words, *place, "-o", str(file))
            assert done.returncode == 0, done.stderr
            written.append(file.read_bytes())
        assert written[0] == written[1], words


def test_agrees_with_the_register_s_own_answer(imported: ImportedRegister) -> None:
    day = imported.live.json("clock", "show")[0]["now"][:10]
    done = imported.live.run("audit", "as-at", day, "--compare")
    assert done.returncode == 0, done.stdout + done.stderr


def test_of_applications_counts_those_that_were_imported(
    imported: ImportedRegister,
) -> None:
    done = imported.live.run(
        "audit", "report", "applications", "--small-numbers-below", "0"
    )
    tables = {one["name"]: one for one in json.loads(done.stdout)["tables"]}
    assert tables["by-route"]["rows"][-1][1] > 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("as-at", "2027-02-30"), "date: there is no such date"),
        (("report", "register", "--from", "2027-02-01", "--to", "2027-01-01"), "round"),
        (("report", "nonsense"), "There is no report 'nonsense'"),
        (("sample", "applications", "--size", "0", "--seed", "s"), "from 1 to"),
    ],
)
def test_that_cannot_be_is_one_sentence(
    words: tuple[str, ...], said: str, imported: ImportedRegister
) -> None:
    done = imported.live.run("audit", *words)
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr
