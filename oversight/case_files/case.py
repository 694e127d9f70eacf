"""A case as its tables: computed once, written in several forms. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from oversight.bundles.verifying import Verified
from oversight.bundles.words import not_proven, proven
from oversight.case_files.chronology import (
    Happening,
    Inactivity,
    chronology,
    inactivity,
)
from oversight.case_files.decisions import Decision, decisions, happened
from oversight.case_files.documents import Document, documents
from shared.contracts.canonical import Json

Row = Mapping[str, Json]
"""One line of a table: a value by the name of its column."""


@dataclass(frozen=True, slots=True)
class Case:
    """All that a case file says, from the entries that its bundle proves."""

    verified: Verified
    inactive_after: int
    chronology: Sequence[Happening]
    inactivity: Sequence[Inactivity]
    decisions: Sequence[Decision]
    documents: Sequence[Document]

    @property
    def subject(self) -> str:
        """What was asked for."""
        return self.verified.bundle.asked.get("subject", "")

    @property
    def tables(self) -> Mapping[str, list[Row]]:
        """The case's tables by name."""
        return {
            "chronology": [_happening(one) for one in self.chronology],
            "inactivity": [_inactive(one) for one in self.inactivity],
            "decisions": [_decision(one) for one in self.decisions],
            "documents": [_document(one) for one in self.documents],
        }

    @property
    def proven(self) -> list[str]:
        """What the bundle proves, in words."""
        return proven(self.verified.tally, self.verified.checkpoint)

    @property
    def not_proven(self) -> list[str]:
        """What a reader might take for proven, in words."""
        return not_proven(self.verified.tally, self.verified.checkpoint)


def case_of(verified: Verified, inactive_after: int) -> Case:
    """Return the case that a verified bundle tells of.

    Periods without an event are named where they are longer than `inactive_after`
    days.
    """
    happenings = chronology(verified.entries)
    ordered = [one.entry for one in happenings]
    return Case(
        verified=verified,
        inactive_after=inactive_after,
        chronology=happenings,
        inactivity=inactivity(happenings, inactive_after),
        decisions=decisions(ordered),
        documents=documents(ordered),
    )


def _happening(one: Happening) -> Row:
    event = one.entry.event
    return {
        "index": one.entry.index,
        "day": one.day.isoformat(),
        "days_since": one.days_since,
        "recorded": str(event["time"]),
        "effective": str(event["effective"]),
        "what": happened(one.entry),
        "stream": one.entry.stream,
        "version": int(str(event["sequence"])),
        "by": str(event["actor"]),
        "reason": str(event["reason"]),
        "rulebook": str(event["rulebook"]),
    }


def _inactive(one: Inactivity) -> Row:
    return {
        "from": one.after.day.isoformat(),
        "to": one.before.day.isoformat(),
        "days": one.days,
        "after_entry": one.after.entry.index,
        "before_entry": one.before.entry.index,
    }


def _decision(one: Decision) -> Row:
    return {
        "index": one.entry.index,
        "recorded": str(one.entry.event["time"]),
        "what": one.what,
        "outcome": one.outcome,
        "reasons": list(one.reasons),
        "something_withheld": one.withheld,
        "decided_by": one.decided_by,
        "rulebook": one.rulebook,
        "stream": one.entry.stream,
    }


def _document(one: Document) -> Row:
    return {"index": one.entry.index, "field": one.field, "sha256": one.sha256}
