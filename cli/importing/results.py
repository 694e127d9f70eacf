"""The result file: a row for each row, in order, whole or not at all."""

import csv
import os
from collections.abc import Iterable
from pathlib import Path

from cli.failures import Failed
from cli.importing.outcomes import RowOutcome
from shared.spreadsheets import formula_safe

HEADER = ("external_ref", "outcome", "reasons", "flags", "application_id")


def results_path(file: Path) -> Path:
    """Return where the results of `FILE.csv` go: `FILE.results.csv` beside it."""
    stem = file.stem if file.suffix.lower() == ".csv" else file.name
    return file.with_name(f"{stem}.results.csv")


def write_results(path: Path, outcomes: Iterable[RowOutcome]) -> None:
    """Write the result file; a reader sees the old one or the new one, never half."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with draft.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(HEADER)
            writer.writerows(map(_cells, outcomes))
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as error:
        raise Failed(f"{path} cannot be written: {error.strerror}.") from error
    finally:
        draft.unlink(missing_ok=True)


def require_writable(path: Path) -> None:
    """Return if the result file can be written, before anything is sent."""
    if path.is_dir() or not os.access(path.parent, os.W_OK):
        raise Failed(f"{path} cannot be written: name another file with --results.")


def _cells(outcome: RowOutcome) -> tuple[str, ...]:
    return tuple(
        map(
            formula_safe,
            (
                outcome.external_ref,
                outcome.outcome,
                ";".join(outcome.reasons),
                ";".join(outcome.flags),
                str(outcome.application_id),
            ),
        )
    )
