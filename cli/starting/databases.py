"""The services' databases: made, and migrated by their owners, before serving."""

import asyncio

from cli.starting.environment import ROOT
from cli.system import SERVICES
from shared.database import WEATHER, migrate
from shared.embedded.failures import PartFailed
from shared.embedded.postgres import EmbeddedPostgres

MIGRATED_WITHIN = 120.0
"""Seconds."""


async def prepare_databases(postgres: EmbeddedPostgres) -> dict[str, str]:
    """Make and migrate every service's database; return each service's own DSN.

    It is what `python -m services.<name> migrate` does, without four Pythons more to
    start; the owner's password never reaches the service. Raises `PartFailed`.
    """
    urls: dict[str, str] = {}
    for service in SERVICES:
        # One after the other: they share the server's catalogues of roles.
        role = f"{service}_service"
        owner_url, urls[service] = await postgres.ensure_database(
            f"register_{service}", f"{service}_owner", role
        )
        await _migrate(service, owner_url, role)
    return urls


async def _migrate(service: str, owner_url: str, role: str) -> None:
    folder = ROOT / "services" / service / "migrations"
    try:
        async with asyncio.timeout(MIGRATED_WITHIN):
            await migrate(owner_url, role, [folder])
    except (*WEATHER, TimeoutError) as error:
        raise PartFailed(service, f"its database was not migrated: {error}") from error
