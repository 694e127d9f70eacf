"""What became of a row, read from the answer to its command."""

from dataclasses import dataclass
from typing import cast
from uuid import UUID

from cli.showing import object_of, rows_of, text_of
from shared.contracts.applications import ApplicationReturned, ApplicationSubmitted
from shared.contracts.canonical import Json

ACCEPTED = "accepted"
RETURNED = "returned"
REPEATED = "repeated"
REFUSED = "refused"
POSSIBLE_DUPLICATE = "possible-duplicate"


@dataclass(frozen=True, slots=True)
class RowOutcome:
    """One row of the result file."""

    external_ref: str
    outcome: str
    reasons: tuple[str, ...]
    flags: tuple[str, ...]
    application_id: UUID


def outcome_of(answer: Json, external_ref: str, application: UUID) -> RowOutcome:
    """Return what an answer says became of the row.

    Nothing to do means that the same reference came with the same content before.
    """
    value = object_of(answer)
    outcome, reasons, flags = _read(value)
    return RowOutcome(external_ref, outcome, reasons, flags, application)


def _read(
    answer: dict[str, Json],
) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    if answer.get("outcome") == "refused":
        return REFUSED, (text_of(answer, "code"),), ()
    for event in rows_of(answer.get("events")):
        said = object_of(event.get("data"))
        if event.get("type") == ApplicationSubmitted.TYPE:
            flags = (POSSIBLE_DUPLICATE,) if said.get("possible_duplicate_of") else ()
            return ACCEPTED, (), flags
        if event.get("type") == ApplicationReturned.TYPE:
            return RETURNED, tuple(cast("list[str]", said["faults"])), ()
    return REPEATED, (), ()
