"""The mailbox for returns, a Maildir: new mail is read, recorded, and put away.

Put away is `cur/`, as any mail program does: seen what was believed, flagged what a
person may want to look at. A crash before that reads the mail again, to no effect.
"""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import structlog

from services.notifications.sending.returned import digest_of, take_back
from services.notifications.sending.serving import Serving
from services.notifications.transports.reports import NotBelieved, Verdict, judged
from services.notifications.transports.returns import Returns
from shared.database import WEATHER
from shared.errors import RegisterError

AT_ONCE = 200
LARGEST_BYTES = 1_000_000
POLL_SECONDS = 5.0
SEEN, FLAGGED = ":2,S", ":2,F"

log = structlog.get_logger()


def returned_mail_worker(
    folder: Path, returns: Returns
) -> Callable[[Serving], Awaitable[None]]:
    """Return the worker that reads the mailbox until it is cancelled."""

    async def read(service: Serving) -> None:
        while True:
            try:
                taken = await read_mailbox(service, folder, returns)
            except (*WEATHER, RegisterError) as error:
                log.warning("reading returned mail paused", cause=type(error).__name__)
                taken = 0
            if taken < AT_ONCE:
                await asyncio.sleep(POLL_SECONDS)

    return read


async def read_mailbox(service: Serving, folder: Path, returns: Returns) -> int:
    """Take what is new in the mailbox; return how many pieces there were."""
    found = await asyncio.to_thread(_read, folder, returns)
    if not found:
        return 0
    believed = await take_back(service, dict(found.values()))
    flagged = {name: isinstance(said, NotBelieved) for name, (_, said) in found.items()}
    await asyncio.to_thread(_put_away, folder, flagged)
    log.info("returned mail read", pieces=len(found), believed=believed)
    return len(found)


def _read(folder: Path, returns: Returns) -> dict[str, tuple[str, Verdict]]:
    """Return what is new, by file name: its digest and what it says."""
    for part in ("tmp", "new", "cur"):
        (folder / part).mkdir(mode=0o700, parents=True, exist_ok=True)
    names = sorted(path.name for path in (folder / "new").iterdir())[:AT_ONCE]
    found: dict[str, tuple[str, Verdict]] = {}
    for name in names:
        with (folder / "new" / name).open("rb") as file:
            mail = file.read(LARGEST_BYTES)
        found[name] = digest_of(mail), judged(mail, returns)
    return found


def _put_away(folder: Path, flagged: dict[str, bool]) -> None:
    for name, unbelieved in flagged.items():
        plain = name.partition(":")[0]
        path = folder / "cur" / f"{plain}{FLAGGED if unbelieved else SEEN}"
        (folder / "new" / name).rename(path)
