"""ISO 8601 durations on the register's calendar."""

import re
from calendar import monthrange
from datetime import datetime, timedelta

from cli.failures import Failed
from shared.clock import LONDON

_DURATION = re.compile(
    r"P(?=[\dT])(?:(?P<years>\d+)Y)?(?:(?P<months>\d+)M)?(?:(?P<weeks>\d+)W)?"
    r"(?:(?P<days>\d+)D)?(?:T(?=\d)(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?"
    r"(?:(?P<seconds>\d+)S)?)?"
)
MONTHS_A_YEAR = 12
LATEST_YEAR = 9000


def after(moment: datetime, duration: str) -> datetime:
    """Return the instant a duration such as P30D, P1Y6M or PT12H after `moment`.

    Years, months and days are counted on the calendar of Europe/London, a month that
    lacks the day ending it (domain §7A R5, R8); hours and less are elapsed time.
    """
    match = _DURATION.fullmatch(duration)
    if match is None:
        raise Failed(f"'{duration}' is not an ISO 8601 duration such as P30D or PT12H.")
    count = {name: int(text or 0) for name, text in match.groupdict().items()}
    try:
        there = _months_after(
            moment.astimezone(LONDON), count["years"] * 12 + count["months"]
        )
        there += timedelta(weeks=count["weeks"], days=count["days"])
        elapsed = timedelta(
            hours=count["hours"], minutes=count["minutes"], seconds=count["seconds"]
        )
        return there.astimezone(moment.tzinfo) + elapsed
    except (OverflowError, ValueError) as error:
        raise Failed(f"'{duration}' leads out of the calendar.") from error


def _months_after(moment: datetime, months: int) -> datetime:
    years, month = divmod(moment.month - 1 + months, MONTHS_A_YEAR)
    year = moment.year + years
    if year > LATEST_YEAR:
        raise OverflowError
    day = min(moment.day, monthrange(year, month + 1)[1])
    return moment.replace(year=year, month=month + 1, day=day)
