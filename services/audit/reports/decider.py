"""Issuing a report: what was computed is recorded, and nothing about it is decided."""

from collections.abc import Sequence

from services.audit.reports.commands import IssueReport
from shared.contracts.audit import ReportIssued
from shared.decider import Decider


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
