"""Importing a file of applications."""

from pathlib import Path

import pytest

from tests.e2e.conftest import ImportedRegister
from tests.support.import_results import outcomes

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]


def test_gives_each_row_the_expected_outcome(imported: ImportedRegister) -> None:
    assert outcomes(imported.results) == imported.file.expected


def test_changes_nothing_the_second_time(
    imported: ImportedRegister, tmp_path: Path
) -> None:
    live = imported.live
    before = live.json("audit", "compare")
    again = tmp_path / "again.csv"
    done = live.run("import", str(imported.file.path), "--results", str(again))
    assert done.returncode == 0, done.stderr
    live.drain()
    assert again.read_bytes() == imported.results.read_bytes()
    after = live.json("audit", "compare")
    assert all(one["agrees"] for one in after)
    # The others also say by the clock how each scope is covered, whoever imports what.
    assert of_applications(after) == of_applications(before)


def test_leaves_the_log_and_the_stores_in_agreement(imported: ImportedRegister) -> None:
    compared = imported.live.json("audit", "compare")
    assert all(row["agrees"] for row in compared)
    assert sum(row["in_the_log"] for row in compared) > len(imported.file.rows)


def test_is_refused_whole_where_the_file_cannot_be_read(
    imported: ImportedRegister, tmp_path: Path
) -> None:
    live = imported.live
    before = live.json("audit", "compare")
    broken = tmp_path / "broken.csv"
    broken.write_bytes(imported.file.path.read_bytes()[:-20] + b"\xff\xfe\r\n")
    done = live.run("import", str(broken))
    assert done.returncode == 1
    assert "line" in done.stderr
    assert "Traceback" not in done.stderr
    assert live.json("audit", "compare") == before


def of_applications(compared: list[dict[str, object]]) -> list[dict[str, object]]:
    return [one for one in compared if one["service"] == "applications"]
