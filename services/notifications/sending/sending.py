"""Sending: what is due is leased for lanes that work side by side.

A lane is one connection with a few letters of several hosts; a host that is slow, or
asks for a pause, is left alone, and holds up nobody else.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import cast

import structlog

from services.notifications.messages.linking import Linking
from services.notifications.sending.desk import LaneDesk
from services.notifications.sending.hours import QuietHours
from services.notifications.sending.outbox import (
    ANY_DUE,
    TAKE_OVER,
    Leased,
    Looked,
    Wanted,
    hosts_due,
    lease,
)
from services.notifications.sending.pace import Pace, Rates
from services.notifications.sending.serving import Serving
from services.notifications.transports.port import Letter, Rejected, Transport
from shared.capability import Database
from shared.contracts.notifications import (
    EMAIL,
    POST,
    TRACKED_POST,
    WEBHOOK,
)

LEASE = timedelta(minutes=5)
POLL_SECONDS = 0.5
FIRST_PAUSE_SECONDS = 2.0
LONGEST_PAUSE_SECONDS = 60.0
ERASED = "person-erased"
MAIL = (EMAIL,)
LETTERS = (POST, TRACKED_POST)
WEBHOOKS = (WEBHOOK,)

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Lanes:
    """How many lanes there are, and how many letters each takes, of a host and in all.

    `hosts` are how many hosts a lane looks after at once.
    """

    number: int = 4
    of_each: int = 10
    in_all: int = 50
    hosts: int = 25


@dataclass
class Sending:
    """One way out: a transport, the channels that it serves, and at what pace."""

    service: Serving
    transport: Transport
    linking: Linking
    channels: Sequence[str] = MAIL
    lanes: Lanes = Lanes()
    rates: Rates = field(default_factory=Rates)
    quiet: bool = True

    def __post_init__(self) -> None:
        """Begin with a clean slate for every host."""
        self._pace = Pace(self.rates)
        self._last_host = ""
        self._pause_seconds = 0.0

    @property
    def may_remind(self) -> bool:
        """Return whether reminders may leave now."""
        hours = self.service.rulebook.notifications.quiet
        if hours is None or not self.quiet:
            return True
        quiet = QuietHours(hours.begin, hours.end, hours.working_days)
        return not quiet.are_now(self.service.clock.wall())

    async def has_letters_due(self) -> bool:
        """Tell whether a letter may leave now and has not yet."""
        return bool(
            await self.service.pool.fetchval(
                ANY_DUE,
                self.service.clock.wall(),
                self.channels,
                self.may_remind,
            )
        )

    async def take_over(self) -> None:
        """End the leases of whoever sent before us: there is one sender at a time."""
        await self.service.pool.execute(TAKE_OVER, self.channels)

    async def run(self) -> None:
        """Send what is due, until cancelled."""
        free = asyncio.Semaphore(self.lanes.number)
        async with asyncio.TaskGroup() as lanes:
            while True:
                await asyncio.sleep(self._pause_seconds)
                await free.acquire()
                desk = await self._leased()
                if desk is None:
                    free.release()
                    await asyncio.sleep(POLL_SECONDS)
                else:
                    lane = lanes.create_task(self._send(desk))
                    lane.add_done_callback(lambda _: free.release())

    async def send_due(self) -> int:
        """Send one lane's worth of what is due; return how many letters it had."""
        desk = await self._leased()
        if desk is None:
            return 0
        await self._send(desk)
        return len(desk.leased)

    async def _leased(self) -> LaneDesk | None:
        """Lease letters for one lane, of the hosts whose turn it is."""
        now = self.service.clock.wall()
        async with self.service.pool.acquire() as connection:
            database = cast("Database", connection)
            hosts = await self._next_hosts(database, now)
            if not hosts:
                return None
            wanted = Wanted(
                hosts, self.may_remind, self.lanes.of_each, self.lanes.in_all
            )
            leased = await lease(database, wanted, LEASE)
        if not leased:
            return None
        self._pace.taken([one.host for one in leased], now)
        return LaneDesk(self.service, self.transport, self._pace, leased)

    async def _next_hosts(self, database: Database, now: datetime) -> Sequence[str]:
        """Return the hosts after those of the last lane; round and round."""
        barred, most = self._pace.barred(now), self.lanes.hosts
        looked = Looked(self.channels, barred, self.may_remind, most)
        after = self._last_host
        hosts = await hosts_due(database, after, looked)
        if len(hosts) < most and after:
            again = await hosts_due(database, "", looked)
            hosts += [host for host in again if host <= after][: most - len(hosts)]
        self._last_host = hosts[-1] if hosts else ""
        return hosts

    async def _send(self, desk: LaneDesk) -> None:
        try:
            await desk.doubt()
            letters = {one.key: _letter(one, self.linking) for one in desk.leased}
            gone = [key for key, letter in letters.items() if letter is None]
            if gone:
                await desk.ended(dict.fromkeys(gone, Rejected(ERASED)))
            there = [letter for letter in letters.values() if letter is not None]
            there.sort(key=lambda letter: self._pace.seconds_of(letter.domain))
            if there:
                await self.transport.deliver(there, desk)
        finally:
            self._pace.let_go(one.host for one in desk.leased)
        self._pause_seconds = (
            min(
                max(FIRST_PAUSE_SECONDS, 2 * self._pause_seconds), LONGEST_PAUSE_SECONDS
            )
            if desk.away
            else 0.0
        )
        log.info("messages handed over", settled=desk.settled, leased=len(desk.leased))


def _letter(leased: Leased, linking: Linking) -> Letter | None:
    """Return the letter as it leaves; None where its person was erased."""
    if not _is_addressed(leased) or leased.subject_line is None or leased.body is None:
        return None
    return Letter(
        message_id=leased.message_id,
        to=leased.address or "",
        subject=leased.subject_line,
        body=linking.fill(leased.body, leased.link),
        html=linking.fill_page(leased.html, leased.link) if leased.html else None,
        written_at=leased.requested_at,
        channel=leased.channel,
        number=leased.number,
        name=leased.name or "",
        postal=leased.postal_address or "",
        language=leased.language,
        subscriber_id=leased.subscriber_id,
    )


def _is_addressed(leased: Leased) -> bool:
    """Return whether it is known yet for whom it is."""
    if leased.channel == WEBHOOK:
        return leased.subscriber_id is not None
    address = leased.postal_address if leased.channel in LETTERS else leased.address
    return address is not None
