"""What an import is expected to do, where somebody has written that down."""

from collections.abc import Sequence
from pathlib import Path

from cli.importing.outcomes import RowOutcome
from cli.showing import object_of
from shared.contracts.canonical import parse_json


def expected_path(file: Path) -> Path:
    """Return where the expectations for `FILE.csv` are: `FILE.expected.json`."""
    return file.with_suffix(".expected.json")


def unexpected(file: Path, outcomes: Sequence[RowOutcome]) -> list[str] | None:
    """Return a sentence for each row that was not as expected; None with no file."""
    path = expected_path(file)
    if not path.exists():
        return None
    rows = object_of(parse_json(path.read_bytes())).get("rows")
    expected = rows if isinstance(rows, list) else []
    # A row is its reference, its outcome, and the reasons or flags that go with it.
    found = [
        [row.external_ref, row.outcome, ";".join(row.reasons or row.flags)]
        for row in outcomes
    ]
    faults = [
        f"row {number}: expected {wanted}, got {row}"
        for number, (wanted, row) in enumerate(
            zip(expected, found, strict=False), start=1
        )
        if wanted != row
    ]
    if len(expected) != len(found):
        faults.append(f"{len(expected)} rows were expected, {len(found)} came")
    return faults
