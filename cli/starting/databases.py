"""The services' databases: made, and migrated by their owners, before serving."""

import asyncio
from pathlib import Path

from cli.starting.environment import Premises, migration_environment, service_program
from cli.system import SERVICES
from shared.embedded.directory import log_file, pid_file
from shared.embedded.failures import PartFailed
from shared.embedded.postgres import EmbeddedPostgres
from shared.embedded.processes import Child, Program, last_words, tail

MIGRATED_WITHIN = 120.0
"""Seconds."""


async def prepare_databases(
    postgres: EmbeddedPostgres, premises: Premises
) -> dict[str, str]:
    """Make and migrate every service's database; return each service's own DSN.

    Raises `PartFailed` naming the service whose migration failed.
    """
    urls: dict[str, tuple[str, str]] = {}
    for service in SERVICES:
        # One after the other: they share the server's catalogues of roles.
        urls[service] = await postgres.ensure_database(
            f"register_{service}", f"{service}_owner", f"{service}_service"
        )
    async with asyncio.TaskGroup() as group:
        for service, (owner_url, service_url) in urls.items():
            environment = migration_environment(
                premises, service, service_url, owner_url
            )
            group.create_task(_migrate(premises.data, service, environment))
    return {service: service_url for service, (_, service_url) in urls.items()}


async def _migrate(data: Path, service: str, environment: dict[str, str]) -> None:
    name = f"{service}-migration"
    log = log_file(data, name)
    program = Program(
        name,
        service_program(service, "migrate"),
        log=log,
        pid_file=pid_file(data, name),
        env=environment,
    )
    migration = Child(program)
    try:
        async with asyncio.timeout(MIGRATED_WITHIN):
            status = await migration.ended()
    except TimeoutError:
        raise PartFailed(service, f"its migration hung; its log is {log}") from None
    finally:
        await migration.stop()
    if status != 0:
        said = last_words(tail(log))
        raise PartFailed(
            service, f"its database was not migrated, saying “{said}”; its log is {log}"
        )
