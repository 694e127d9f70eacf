"""`register demo`, on the small file that comes with it."""

import subprocess

import pytest

from tests.support.live import REGISTER, ROOT

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]

SMALL_FILE = ROOT / "cli" / "demonstration" / "applications.csv"


def test_tells_its_whole_story_and_all_of_it_holds() -> None:
    told = subprocess.run(
        [REGISTER, "demo", str(SMALL_FILE)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )
    assert told.returncode == 0, told.stdout + told.stderr
    assert "✗" not in told.stdout
    assert "is sound" in told.stdout
    assert "All of it held" in told.stdout
