"""Reports as issued: events of what was computed, about which nothing is decided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from shared.capability import Capability
from shared.contracts.audit import ReportIssued
from shared.decider import Decider

NAME = "reports"


@dataclass(frozen=True, slots=True)
class IssueReport:
    """Record that a report was computed, and what came of it, for good.

    `sha256` is that of the document's canonical JSON, in hex, and `root` the
    checkpoint's. `frozen` holds, by table, the rows of those over personal fields; none
    where small numbers are not hidden.
    """

    name: str
    period_from: date | None
    period_to: date | None
    days: str
    small_numbers_below: int
    personal_fields: str
    origin: str
    size: int
    root: str
    sha256: str
    provisional: bool
    frozen: Mapping[str, str]
    now: datetime


def decide(command: IssueReport, _state: None) -> Sequence[ReportIssued]:
    """Return the event that the report was issued."""
    return [
        ReportIssued(
            name=command.name,
            period_from=command.period_from,
            period_to=command.period_to,
            days=command.days,
            small_numbers_below=command.small_numbers_below,
            personal_fields=command.personal_fields,
            log_origin=command.origin,
            log_size=command.size,
            log_root=command.root,
            document_sha256=command.sha256,
            provisional=command.provisional,
            frozen=command.frozen,
        )
    ]


def _unchanged(state: None, _event: ReportIssued) -> None:
    return state


REPORT = Decider[IssueReport, None, ReportIssued](
    initial=None, decide=decide, evolve=_unchanged
)


def stream_of(command: IssueReport) -> str:
    """Return the stream of all that was issued under a report's name."""
    return f"report/{command.name}"


REPORTS = Capability(
    name=NAME, decider=REPORT, owns=(ReportIssued,), stream_of=stream_of
)
"""The capability; its commands are the service's own, made when all is computed."""
