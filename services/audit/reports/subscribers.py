"""Issuing reports, as the kit sees it: it hears nothing and accepts nothing."""

from services.audit.reports.commands import IssueReport
from services.audit.reports.decider import REPORT
from shared.capability import Capability
from shared.contracts.audit import ReportIssued

NAME = "reports"


def stream_of(command: IssueReport) -> str:
    """Return the stream of all that was issued under a report's name."""
    return f"report/{command.name}"


REPORTS = Capability(
    name=NAME, decider=REPORT, owns=(ReportIssued,), stream_of=stream_of
)
"""The capability; its commands are the service's own, made when all is computed."""
