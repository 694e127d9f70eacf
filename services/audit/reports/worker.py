"""Issuing the monthly reports, each once the log goes on after its month."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date
from uuid import NAMESPACE_URL, uuid5

import structlog

from oversight.days import Days
from oversight.documents.document import Asked
from oversight.period import Period
from oversight.reports.catalogue import report_of
from services.audit.reports.computing import Reading, reading_as
from services.audit.reports.issuing import internal, issue_of, months_before
from services.audit.reports.queries import first_day
from services.audit.settings import Settings
from shared.clock import register_date
from shared.contracts.audit import ReportIssued
from shared.database import WEATHER
from shared.errors import RegisterError
from shared.identity.roles import Role
from shared.running import RunningService

MOST_MONTHS = 12
_LOOK_AGAIN_SECONDS = 60.0
_MONTHLY = uuid5(NAMESPACE_URL, "register:monthly-reports")
_ACTOR = "service:audit"
_ROLES = (Role.REGULATOR,)

ISSUED = """
SELECT EXISTS (SELECT FROM answers WHERE command_id = $1)
    -- A database back from a backup has taken back its events, but no answers.
    OR EXISTS (SELECT FROM entries WHERE keys @> ARRAY[$2::text] AND type = $3)
"""

log = structlog.get_logger()


def issuing(settings: Settings) -> Callable[[RunningService], Awaitable[None]]:
    """Return the worker that issues what is due, and looks again every minute."""

    async def work(service: RunningService) -> None:
        while True:
            for name in settings.monthly_reports:
                try:
                    await issue_if_due(service, settings, name)
                except (*WEATHER, RegisterError) as error:
                    log.warning(
                        "report not issued", report=name, cause=type(error).__name__
                    )
            await asyncio.sleep(_LOOK_AGAIN_SECONDS)

    return work


async def issue_if_due(service: RunningService, settings: Settings, name: str) -> bool:
    """Issue the report of each month that is due; tell whether any was issued now.

    A month of which the log's last entry still is, or one before its first, is not
    due. Those of months in which the service did not run are made up for.
    """
    async with service.read() as database:
        began = await first_day(database)
    if began is None:
        return False
    today = register_date(service.clock.now())
    issued = [
        await _issue_month(service, settings, name, month)
        for month in months_before(today, began, MOST_MONTHS)
    ]
    return any(issued)


async def _issue_month(
    service: RunningService, settings: Settings, name: str, month: tuple[date, date]
) -> bool:
    """Issue a month's report unless it is; its id is the month's, so it is one."""
    now = service.clock.now()
    first, last = month
    command_id = uuid5(_MONTHLY, f"{settings.origin} {name} {first}")
    asked = Asked(Period(first, last), Days.CALENDAR, settings.small_numbers_below)
    async with service.read() as database:
        told = (command_id, str(command_id), ReportIssued.TYPE)
        if await database.fetchval(ISSUED, *told):
            return False
        reading = await reading_as(database, settings.log_directory, None, _ROLES)
        if not _goes_on_after(reading, asked.period):
            return False
        command = await issue_of(reading, report_of(name), asked, now)
    await service.execute_internal([internal(command, command_id, _ACTOR, command_id)])
    return True


def _goes_on_after(reading: Reading, month: Period) -> bool:
    until = reading.standing.until
    return until is not None and not month.before_its_end(register_date(until))
