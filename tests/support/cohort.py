"""A cohort that is to be told: so many renewal notices, asked for with proof."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID

from shared.contracts.notices import ApplicationNoticeRequired
from shared.eventstore.minting import Minting
from shared.eventstore.recording import Circumstances, record
from shared.eventstore.store import NewEvent

HOSTS = 200
"""At so many hosts the registrants have their mail."""
_BASE = (7 << 76) + (1 << 63)


def cohort(number: int) -> Iterator[NewEvent]:
    """Yield what asks for the notices, one event a registrant, encoded and sealed."""
    now, minting = datetime.now(UTC), Minting()
    circumstances = Circumstances(
        "registrar-1", now, now, "rct-voluntary/2026-01-01", UUID(int=1), UUID(int=2)
    )
    for each in range(number):
        yield record(
            notice(each, now),
            f"renewal/{each:06}/2027",
            1,
            "applications",
            "applications.events",
            circumstances,
            minting,
        )


def notice(each: int, now: datetime) -> ApplicationNoticeRequired:
    """Return what asks that a registrant be told to renew, with proof."""
    return ApplicationNoticeRequired(
        notice_id=UUID(int=_BASE + each),
        about=f"renewal/{each:06}/2027",
        kind="renewal-notice",
        rule="domain §3.1",
        prove_by=now + timedelta(days=14),
        person_id=UUID(int=_BASE + 10_000_000 + each),
        name="Siân",
        email=address(each),
        words={"renew_by": "2027-01-01", "lapses_on": "2027-01-31"},
    )


def address(each: int) -> str:
    """Return where a registrant is written to."""
    return f"registrant-{each}@host-{each % HOSTS}.example"
