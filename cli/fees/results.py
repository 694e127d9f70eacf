"""The result file of an import of payments: a row for each row, in order."""

import csv
import os
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Protocol

from cli.failures import Failed
from shared.spreadsheets import formula_safe

HEADER = ("row", "date", "amount", "outcome", "application_id", "reason")


class _Row(Protocol):
    @property
    def number(self) -> int: ...
    @property
    def paid_on(self) -> date: ...
    @property
    def pence(self) -> int: ...


class Outcome(Protocol):
    """What became of a row of the file."""

    @property
    def row(self) -> _Row:
        """The row."""
        ...

    @property
    def outcome(self) -> str:
        """What became of it."""
        ...

    @property
    def application_id(self) -> str:
        """Whose it is, "" where nobody's."""
        ...

    @property
    def reason(self) -> str:
        """Why it was not matched, or refused."""
        ...


def write_results(path: Path, outcomes: Iterable[Outcome]) -> None:
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


def _cells(one: Outcome) -> tuple[str, ...]:
    amount = f"{one.row.pence // 100}.{one.row.pence % 100:02}"
    cells = (str(one.row.number), one.row.paid_on.isoformat(), amount)
    said = (one.outcome, one.application_id, one.reason)
    return tuple(map(formula_safe, (*cells, *said)))
