"""Issuing a report: computed first, then recorded with its checkpoint and its hash."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import cast
from uuid import UUID

from oversight.documents.document import Asked, document_bytes
from oversight.reports.frozen import frozen_rows
from oversight.reports.report import Report
from services.audit.reports.computing import Reading
from services.audit.reports.issued import NAME, IssueReport
from shared.contracts.canonical import Json
from shared.eventstore.answers import Internal


async def issue_of(
    reading: Reading, report: Report, asked: Asked, now: datetime
) -> IssueReport:
    """Return the command that records the report as it is computed here."""
    document = await reading.report(report, asked)
    checkpoint = reading.standing.checkpoint
    period = cast("Mapping[str, Json]", document["period"])
    return IssueReport(
        name=report.name,
        period_from=asked.period.first,
        period_to=asked.period.last,
        days=asked.days.value,
        small_numbers_below=asked.threshold,
        personal_fields=cast("str", document["personal_fields"]),
        origin=checkpoint.origin,
        size=checkpoint.size,
        root=checkpoint.root.hex(),
        sha256=sha256(document_bytes(document)).hexdigest(),
        provisional=cast("bool", period["provisional"]),
        # The log is public for good: it is given no small number over personal fields.
        frozen=(
            frozen_rows(document, report.over_personal_fields)
            if asked.threshold
            else {}
        ),
        now=now,
    )


def internal(
    command: IssueReport, command_id: UUID, actor: str, correlation_id: UUID
) -> Internal:
    """Return the command as the service gives it to itself; an id is done once."""
    return Internal(NAME, command, command_id, actor, correlation_id)


def months_before(day: date, since: date, most: int) -> list[tuple[date, date]]:
    """Return the first and last days of the months that ended before a day's began.

    From the month of `since` on, oldest first, and at most the last `most`.
    """
    months: list[tuple[date, date]] = []
    begins = day.replace(day=1)
    while len(months) < most and begins > since:
        last = begins - timedelta(days=1)
        begins = last.replace(day=1)
        if last >= since:
            months.append((begins, last))
    return months[::-1]
