"""The one document that every form is made from, and that is hashed when issued."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import compress

from oversight.days import Days
from oversight.documents.suppression import DEFINITION, fewer_than, suppressed
from oversight.documents.table import Kind, Table
from oversight.period import Period
from shared.clock import register_date
from shared.contracts.canonical import Json, canonical
from shared.contracts.envelope import instant
from shared.tlog.checkpoint import Checkpoint

FORMAT = "register.oversight.report.v1"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the log stood: its checkpoint, and when its last entry was recorded.

    `until` is None in an empty log. `personal` tells whether the reader sees personal
    fields.
    """

    checkpoint: Checkpoint
    until: datetime | None
    personal: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for: the period, which days are counted, what is small."""

    period: Period
    days: Days
    threshold: int


def document_of(
    name: str,
    title: str,
    describes: str,
    tables: Sequence[Table],
    standing: Standing,
    asked: Asked,
) -> dict[str, Json]:
    """Return the document as canonical JSON holds it; small numbers are hidden here."""
    return {
        "format": FORMAT,
        "name": name,
        "title": title,
        "describes": describes,
        **standing_of(standing),
        "period": _period(asked.period, standing.until),
        "days": {"counted": asked.days.value, "definition": asked.days.definition},
        "small_numbers": {
            "below": asked.threshold,
            "shown_as": fewer_than(asked.threshold) if asked.threshold else None,
            "definition": DEFINITION if asked.threshold else "Every number is shown.",
        },
        "tables": [table_of(suppressed(one, asked.threshold)) for one in tables],
    }


def standing_of(standing: Standing) -> dict[str, Json]:
    """Return the checkpoint and what the reader saw, as every document says it."""
    checkpoint = standing.checkpoint
    return {
        "checkpoint": {
            "origin": checkpoint.origin,
            "size": checkpoint.size,
            "root": b64encode(checkpoint.root).decode("ascii"),
        },
        "log_until": None if standing.until is None else instant(standing.until),
        "personal_fields": "as disclosed" if standing.personal else "not seen",
    }


def document_bytes(document: Mapping[str, Json]) -> bytes:
    """Return the document's canonical JSON: these bytes are what is hashed."""
    return canonical(dict(document))


def table_of(table: Table) -> dict[str, Json]:
    """Return a table as a document holds it; one without rows says so in words."""
    note = table.note or ("" if table.rows else "None.")
    shown = [one.kind is not Kind.BASIS for one in table.columns]
    return {
        "name": table.name,
        "title": table.title,
        "note": note,
        "columns": [
            {
                "name": column.name,
                "title": column.title,
                "definition": column.definition,
                "kind": column.kind.value,
            }
            for column in compress(table.columns, shown)
        ],
        "rows": [list(compress(row, shown)) for row in table.rows],
        "total": table.total,
        "chart": table.chart,
        "small_numbers_hidden": table.suppress,
    }


def _period(period: Period, until: datetime | None) -> dict[str, Json]:
    last = None if until is None else register_date(until)
    # A period is over when the log goes on after it; until then a figure may grow.
    over = period.last is not None and last is not None and period.last < last
    return {
        "from": None if period.first is None else period.first.isoformat(),
        "to": None if period.last is None else period.last.isoformat(),
        "definition": _in_words(period),
        "provisional": not over,
        "standing": (
            "Final: the log goes on after the period."
            if over
            else "Provisional: the log does not go beyond the period yet."
        ),
    }


def _in_words(period: Period) -> str:
    first = "the log's first entry" if period.first is None else str(period.first)
    last = "its last entry" if period.last is None else str(period.last)
    return (
        f"From {first} to {last}, both included, by the date in Europe/London on which "
        "the register recorded the event."
    )
