"""A process that sends until it is killed: `python -m tests.support.sending_process`.

It takes a service's DSN, the mail server's port, a folder, and how many lanes; and a
step and a count: at that step of the letter so counted it kills itself, as `kill -9`
does. Without a step it goes on until it is killed from outside.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from pydantic import SecretStr

from services.notifications.messages.linking import Linking
from services.notifications.messages.subscribers import MESSAGES
from services.notifications.sending.pace import UNLIMITED
from services.notifications.sending.sending import Lanes, Sending
from services.notifications.sending.serving import Serving
from services.notifications.sending.worker import sending_worker
from services.notifications.transports.envelope import Sender
from services.notifications.transports.port import (
    Delivered,
    Desk,
    Key,
    Letter,
    Outcome,
)
from services.notifications.transports.smtp import Server, SmtpTransport, Tls
from shared.database import open_pool
from tests.support.kit_databases import store_on
from tests.support.stored_service import stored_service

LOCK = 4711
SENDER = Sender("Professional register", "register@register.example")


class DyingDesk:
    """A desk that kills the process at a step of the letter so counted."""

    def __init__(self, desk: Desk, step: str, left: list[int]) -> None:
        self._desk = desk
        self._step = step
        self._left = left

    async def begins(self, letter: Letter) -> bool:
        """Die before or after it is recorded that the text leaves."""
        self._left[0] -= 1
        self._die_at("before it is begun")
        begun = await self._desk.begins(letter)
        self._die_at("after it is begun")
        return begun

    async def ended(self, outcomes: Mapping[Key, Outcome]) -> None:
        """Die before or after it is recorded that the text was taken."""
        taken = any(isinstance(one, Delivered) for one in outcomes.values())
        if taken:
            self._die_at("before it is recorded")
        await self._desk.ended(outcomes)
        if taken:
            self._die_at("after it is recorded")

    def _die_at(self, step: str) -> None:
        if step == self._step and self._left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)


class DyingTransport(SmtpTransport):
    """SMTP, whose desk may kill the process."""

    def __init__(self, port: int, step: str, count: int) -> None:
        super().__init__(SENDER, Server("127.0.0.1", port, Tls.NONE))
        self._step = step
        self._left = [count]

    async def deliver(self, letters: Sequence[Letter], desk: Desk) -> None:
        """Deliver with the desk that may kill."""
        await super().deliver(letters, DyingDesk(desk, self._step, self._left))


async def send(
    dsn: str, port: int, data: Path, lanes: int, step: str, count: int
) -> None:
    """Send what is due in the database, until killed."""
    pool = await open_pool(dsn)
    service = stored_service(
        "notifications", pool, await store_on(pool), data, MESSAGES
    )
    settings = service.settings.model_copy(update={"database_url": SecretStr(dsn)})
    service.settings = settings
    transport = DyingTransport(port, step, count)

    def way(serving: Serving) -> Sending:
        linking = Linking(settings.private_key, {})
        return Sending(serving, transport, linking, lanes=Lanes(lanes), rates=UNLIMITED)

    await sending_worker(LOCK, way)(service)


if __name__ == "__main__":
    _, dsn_, port_, data_, lanes_, step_, count_ = sys.argv
    asyncio.run(send(dsn_, int(port_), Path(data_), int(lanes_), step_, int(count_)))
