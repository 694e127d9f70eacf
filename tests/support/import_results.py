"""What an import wrote of each row."""

import csv
from pathlib import Path


def outcomes(results: Path) -> list[tuple[str, str, str]]:
    """Return each row's reference, outcome, and reasons or flags, in order."""
    with results.open(encoding="utf-8", newline="") as file:
        return [
            (row["external_ref"], row["outcome"], row["reasons"] or row["flags"])
            for row in csv.DictReader(file)
        ]
