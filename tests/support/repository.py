"""The repository as its tests see it: what belongs to it, and where that is."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
SERVICES = ("applications", "assessment", "audit", "notifications")
PRODUCT = (
    "benchmarks",
    "cli",
    "deploy",
    "docs",
    "oversight",
    "services",
    "shared",
)


def tracked_files() -> list[Path]:
    """Return every file that git keeps or would keep; all of them without git."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode == 0:
        names = filter(None, listed.stdout.decode().split("\0"))
        return [path for name in names if (path := ROOT / name).is_file()]
    return [path for path in ROOT.rglob("*") if path.is_file() and not _made(path)]


def python_files(*folders: str) -> Iterator[Path]:
    """Yield the Python files below these folders."""
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if not _made(path):
                yield path


def block(text: str, name: str) -> str:
    """Return what stands between `<!-- name -->` and `<!-- /name -->`."""
    found = re.search(rf"<!-- {name} -->\n(.*?)<!-- /{name} -->", text, re.DOTALL)
    assert found is not None, f"there is no block {name}"
    return found[1]


def _made(path: Path) -> bool:
    """Tell whether a tool made the file."""
    parts = path.relative_to(ROOT).parts
    return any(part.startswith(".") or part == "__pycache__" for part in parts[:-1])
