"""What an operator does with the log while the service is stopped."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import click

from services.audit.log.broken import LogBroken
from services.audit.log.cosigning import Cosigning, Unwitnessed, cosigning
from services.audit.log.files import LogFiles, LogFilesTaken
from services.audit.log.findings import Moment
from services.audit.log.handing_over import Log, hand_over, open_after_loss
from services.audit.log.leading import leadership
from services.audit.log.measures import Measures
from services.audit.log.sealing import Cosign
from services.audit.log.signing_key import load_signer
from services.audit.settings import OpenLog, Settings
from shared.capability import Database
from shared.clock import Clock, register_date
from shared.errors import RegisterError
from shared.rulebook import load_rulebooks
from shared.telemetry import Telemetry
from shared.tlog.checkpoint import Checkpoint
from shared.tlog.errors import VerificationError
from shared.tlog.key_file import sync_directory
from shared.tlog.keys import is_key_name, parse_verifier_key
from shared.tlog.note import NoteSigner

_PATIENCE_SECONDS = 3.0
_QUESTIONS = 5


def offline_commands(group: click.Group, read: Callable[[], Settings]) -> None:
    """Add the commands to the service's own; `read` gives the settings."""

    @group.command("hand-over")
    @click.argument("new_origin")
    def hand_over_command(new_origin: str) -> None:  # pyright: ignore[reportUnusedFunction]
        """End the log, and go on under NEW_ORIGIN and a new key.

        Stop the service first. Interrupted, it is to be run again.
        """
        _finish(_hand_over(read(), _origin(new_origin)))

    @group.command("open-after-loss")
    @click.argument("new_origin")
    @click.option(
        "--checkpoint",
        required=True,
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help="The last checkpoint that anybody kept of the lost log.",
    )
    @click.option("--vkey", required=True, help="The lost log's verifier key.")
    def open_command(new_origin: str, checkpoint: Path, vkey: str) -> None:  # pyright: ignore[reportUnusedFunction]
        """Open a log as NEW_ORIGIN when database and files are both lost.

        Its first entry is the last checkpoint known of the log that is lost.
        """
        raw = checkpoint.read_bytes()
        _finish(_open_after_loss(read(), _origin(new_origin), raw, vkey))


def _finish(work: Coroutine[Any, Any, str]) -> None:
    try:
        click.echo(asyncio.run(work))
    except (LogBroken, RegisterError, VerificationError) as error:
        raise click.ClickException(str(error)) from error
    except LogFilesTaken as error:
        raise click.ClickException("Stop the audit service first.") from error


async def _hand_over(settings: Settings, origin: str) -> str:
    before = settings.open_log
    after = _next(settings, before, origin)
    async with _held(settings) as log:
        old = load_signer(before.key, before.origin, may_make=False)
        new = load_signer(after.key, after.origin, may_make=True)
        telemetry = Telemetry()
        async with cosigning(
            settings.policy,
            log.files,
            settings.log_directory,
            Measures(telemetry.registry),
            Clock().wall,
            lambda: None,
        ) as witnesses:
            cosign = _patiently(witnesses)
            opened = await hand_over(log, old, new, before.number, cosign)
        _note(settings, after)
    return _told(new, opened)


def _patiently(witnesses: Cosigning | Unwitnessed) -> Cosign:
    """Return a step that asks for a while: nobody waits for the last checkpoint."""

    async def cosign(note: bytes) -> bytes:
        cosigned = await witnesses.cosign(note)
        for _ in range(_QUESTIONS):
            if witnesses.rest() is None:
                break
            await asyncio.sleep(1)
            cosigned = await witnesses.cosign(note)
        return cosigned

    return cosign


async def _open_after_loss(
    settings: Settings, origin: str, checkpoint: bytes, vkey: str
) -> str:
    before = settings.open_log
    after = _next(settings, before, origin)
    async with _held(settings) as log:
        new = load_signer(after.key, after.origin, may_make=True)
        previous = parse_verifier_key(vkey)
        opened = await open_after_loss(log, new, previous, checkpoint)
        _note(settings, after)
    return _told(new, opened)


def _next(settings: Settings, before: OpenLog, origin: str) -> OpenLog:
    if origin == before.origin:
        raise click.ClickException(f"The log is {origin} already.")
    number = before.number + 1
    key = settings.first_log.key.with_suffix(f".{number}.key")
    return OpenLog(origin=origin, key=key, number=number)


@asynccontextmanager
async def _held(settings: Settings) -> AsyncGenerator[Log]:
    files = LogFiles(settings.log_directory)
    async with AsyncExitStack() as stack:
        try:
            async with asyncio.timeout(_PATIENCE_SECONDS):
                database = await stack.enter_async_context(
                    leadership(settings.database_url.get_secret_value())
                )
        except TimeoutError as error:
            raise LogFilesTaken from error
        stack.enter_context(files.taken())
        yield Log(database, files, await _moment(settings, database))


async def _moment(settings: Settings, database: Database) -> Moment:
    offset = await database.fetchval("SELECT offset_seconds FROM clock")
    clock = Clock(timedelta(seconds=offset or 0) if settings.embedded else timedelta())
    rulebook = load_rulebooks(settings.rulebook).on(register_date(clock.now()))
    return Moment(clock.now(), clock.wall(), rulebook.version_label)


def _note(settings: Settings, log: OpenLog) -> None:
    file = settings.succession_file
    fresh = file.with_suffix(".new")
    fresh.write_text(log.model_dump_json(indent=2), "utf-8")
    fresh.replace(file)
    sync_directory(file.parent)


def _origin(text: str) -> str:
    if not is_key_name(text):
        raise click.ClickException("An origin has no space and no plus in it.")
    return text


def _told(new: NoteSigner, opened: Checkpoint) -> str:
    return (
        f"The log goes on as {new.name}; its first checkpoint has the size "
        f"{opened.size}. Give its key to every verifier and witness: "
        f"{new.verifier_key}"
    )
