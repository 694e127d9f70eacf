"""`python -m services.<name> serve | migrate`: the same two words for every service."""

import asyncio
import inspect
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click
import uvicorn
from fastapi import FastAPI
from pydantic import ValidationError

from shared.database import migrate, role_of
from shared.garbage import collect_less_often
from shared.logging import configure_logging
from shared.settings import ServiceSettings

SettingsT = TypeVar("SettingsT", bound=ServiceSettings)


def run(
    name: str,
    settings: type[SettingsT],
    create_app: Callable[[SettingsT], FastAPI],
    add_commands: Callable[[click.Group, Callable[[], SettingsT]], None] | None = None,
) -> None:
    """Serve until stopped, or migrate the database; settings by environment.

    `add_commands` adds a service's own words to these two.
    """
    folder = Path(inspect.getfile(create_app)).parent / "migrations"

    @click.group(help=f"The {name} service; its settings are REGISTER_* variables.")
    def service() -> None:
        pass

    @service.command(help="Bring the database up to date, as its owner.")
    def migrate() -> None:  # pyright: ignore[reportUnusedFunction]
        _migrate(_read(settings), folder)

    @service.command(help="Bring the database up to date where allowed, and serve.")
    def serve() -> None:  # pyright: ignore[reportUnusedFunction]
        given = _read(settings)
        configure_logging(name, given.log_level)
        if given.owner_database_url is not None:
            _migrate(given, folder)
        app = create_app(given)
        collect_less_often()
        uvicorn.run(
            app,
            host=given.host,
            port=given.port,
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=10,
        )

    if add_commands is not None:
        add_commands(service, lambda: _read(settings))
    service(prog_name=f"python -m services.{name}")


def _read(settings: type[SettingsT]) -> SettingsT:
    """Return the settings, or say which environment variables are missing or wrong."""
    try:
        return settings()  # pyright: ignore[reportCallIssue]
    except ValidationError as error:
        faults = ", ".join(
            f"REGISTER_{str(fault['loc'][0]).upper()} ({fault['msg'].lower()})"
            for fault in error.errors()
        )
        sys.exit(f"The settings are not complete: {faults}.")


def _migrate(settings: ServiceSettings, folder: Path) -> None:
    if settings.owner_database_url is None:
        sys.exit("REGISTER_OWNER_DATABASE_URL is needed to migrate.")
    applied = asyncio.run(
        migrate(
            settings.owner_database_url.get_secret_value(),
            role_of(settings.database_url.get_secret_value()),
            [folder],
        )
    )
    for name in applied:
        click.echo(f"applied {name}", err=True)
