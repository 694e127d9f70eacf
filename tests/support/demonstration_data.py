"""The real-shaped import where it lies beside the checkout, else our own small one."""

import csv
import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]
BESIDE = ROOT.parent / "shared" / "data"
OWN = ROOT / "tests" / "data"


@dataclass(frozen=True)
class ImportFile:
    """A CSV of applications and what an import must do with each row."""

    folder: Path

    @property
    def path(self) -> Path:
        """Where the CSV is."""
        return self.folder / "applications.csv"

    @cached_property
    def expected(self) -> list[tuple[str, str, str]]:
        """Each row's reference, outcome, and reasons or flags."""
        told = json.loads((self.folder / "applications.expected.json").read_text())
        return [(row[0], row[1], row[2]) for row in told["rows"]]

    @cached_property
    def rows(self) -> list[dict[str, str]]:
        """The rows as a spreadsheet reads them, blank lines left out."""
        with self.path.open(encoding="utf-8-sig", newline="") as file:
            return [row for row in csv.DictReader(file) if any(row.values())]


def import_file() -> ImportFile:
    """Return the larger file where it is to be had."""
    larger = ImportFile(BESIDE)
    return larger if larger.path.exists() else ImportFile(OWN)
