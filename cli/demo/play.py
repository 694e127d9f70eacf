"""`register demo`: a whole story on a fresh system, told on the screen."""

import asyncio
import random
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Generator
from contextlib import AsyncExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click

from cli.demo.story import Story
from cli.demo.telling import Teller
from cli.failures import Failed
from cli.importing.command import PATIENCE
from cli.patience import Patience
from cli.starting.environment import ROOT
from cli.starting.system import RunningSystem, Wanted, running_system
from cli.stopping import run_until_stopped
from cli.system import HIGHEST_PORT, Ports
from cli.teaching import examples
from shared.embedded.ports import is_free

LARGE_FILE = ROOT.parent / "shared" / "data" / "applications.csv"
OWN_FILE = Path(__file__).resolve().parents[1] / "demonstration" / "applications.csv"

FIRST_DAY = datetime(2026, 11, 2, 9, tzinfo=UTC)
"""The story plays no earlier: the day after its last application was signed."""

TRIES = 200


@click.command(
    epilog=examples(
        "register demo",
        "register demo applications.csv --data /tmp/story",
    )
)
@click.argument(
    "file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    help="Keep the system's data here; a folder that is thrown away unless told.",
)
@click.option(
    "--port",
    type=click.IntRange(1, HIGHEST_PORT - 7),
    help="Base port; eight free ones are looked for unless told.",
)
def demo(file: Path | None, data: Path | None, port: int | None) -> None:
    """Play a whole story on a fresh register: import, assess, decide, tell, audit.

    FILE is a CSV of applications. Exit status 0 only if all of it held.
    """
    story = file or next(path for path in (LARGE_FILE, OWN_FILE) if path.exists())
    teller = Teller()
    began = time.monotonic()
    with _folder(data) as folder:
        wanted = Wanted(
            ports=Ports(port or free_base()),
            data=folder,
            clock=FIRST_DAY if datetime.now(UTC) < FIRST_DAY else None,
            say=teller.say,
        )
        if run_until_stopped(_play(wanted, story, teller)):
            raise Failed("The story was broken off.")
        if teller.faults:
            count = len(teller.faults)
            raise Failed(f"Not all of it held: {count} of the checks above failed.")
    click.secho(
        f"\nAll of it held, in {time.monotonic() - began:.0f} seconds.", bold=True
    )


def free_base() -> int:
    """Return a base port with eight free ports from it on."""
    for _ in range(TRIES):
        # Below the ports that this machine gives to outgoing connections.
        base = random.randrange(10_000, 32_000, 10)  # noqa: S311 (no secret)
        if all(map(is_free, range(base, base + 8))):
            return base
    raise Failed("No eight free ports in a row were found: name some with --port.")


async def _play(wanted: Wanted, file: Path, teller: Teller) -> None:
    broken_off = threading.Event()
    try:
        async with AsyncExitStack() as stack:
            with teller.chapter("A register starts"):
                teller.say(
                    "A broker, a database and four services, each a process of its "
                    f"own on this machine, with ports from {wanted.ports.base} on."
                )
                running = await stack.enter_async_context(running_system(wanted))
            patience = Patience(PATIENCE, teller.say, sleep=_sleep_unless(broken_off))
            story = Story(running.system, file, teller, patience)
            await _keeping(running, story)
    finally:
        broken_off.set()


async def _keeping(running: RunningSystem, story: Story) -> None:
    """Tell the story on a system whose parts are kept running meanwhile."""
    keeper = asyncio.create_task(running.keep())
    teller = asyncio.create_task(story.tell())
    try:
        done, _ = await asyncio.wait(
            (keeper, teller), return_when=asyncio.FIRST_COMPLETED
        )
        done.pop().result()
    finally:
        keeper.cancel()
        teller.cancel()
        await asyncio.gather(keeper, teller, return_exceptions=True)


def _sleep_unless(broken_off: threading.Event) -> Callable[[float], None]:
    """Return how a thread pauses that must not outlive the story."""

    def sleep(seconds: float) -> None:
        if broken_off.wait(seconds):
            raise Failed("The story was broken off.")

    return sleep


@contextmanager
def _folder(data: Path | None) -> Generator[Path]:
    """Yield where the system keeps its data: a folder for now, unless one is named."""
    if data is not None:
        if data.exists() and any(data.iterdir()):
            raise Failed(f"{data} is not empty: the story needs a fresh register.")
        yield data
        return
    folder = Path(tempfile.mkdtemp(prefix="register-demo-"))
    try:
        yield folder
    except BaseException:
        click.echo(f"What was kept, logs included, is in {folder}.", err=True)
        raise
    shutil.rmtree(folder, ignore_errors=True)
