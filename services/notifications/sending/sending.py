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
    Wanted,
    hosts_due,
    lease,
)
from services.notifications.sending.pace import Pace, Rates
from services.notifications.sending.serving import Serving
from services.notifications.transports.port import Letter, Rejected, Transport
from shared.capability import Database
from shared.contracts.notifications import POST, TRACKED_POST, WEBHOOK

LEASE = timedelta(minutes=5)
POLL_SECONDS = 0.5
FIRST_PAUSE_SECONDS = 2.0
LONGEST_PAUSE_SECONDS = 60.0
ERASED = "person-erased"
LETTERS = (POST, TRACKED_POST)
NOT_MAIL = (*LETTERS, WEBHOOK)
"""The channels that are hosts of their own: what goes by them goes to no domain."""

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
    """One way out: a transport, whose letters it takes, and at what pace.

    `letters` says that it takes what goes on paper, else it takes the mail.
    """

    service: Serving
    transport: Transport
    linking: Linking
    letters: bool = False
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
                *self._whose,
                self.may_remind,
            )
        )

    async def take_over(self) -> None:
        """End the leases of whoever sent before us: there is one sender at a time."""
        await self.service.pool.execute(TAKE_OVER, *self._whose)

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
        if self.letters:
            return LETTERS
        barred, limit = [*NOT_MAIL, *self._pace.barred(now)], self.lanes.hosts
        reminders, after = self.may_remind, self._last_host
        hosts = await hosts_due(database, after, barred, reminders, limit)
        if len(hosts) < limit and after:
            again = await hosts_due(database, "", barred, reminders, limit)
            hosts += [host for host in again if host <= after][: limit - len(hosts)]
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

    @property
    def _whose(self) -> tuple[Sequence[str], bool]:
        """Whose hosts are ours: those on paper, or all that are none of these."""
        return (LETTERS, True) if self.letters else (NOT_MAIL, False)


def _letter(leased: Leased, linking: Linking) -> Letter | None:
    """Return the letter as it leaves; None where its person was erased."""
    nowhere = leased.postal_address if leased.channel in LETTERS else leased.address
    if nowhere is None or leased.subject_line is None or leased.body is None:
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
    )
