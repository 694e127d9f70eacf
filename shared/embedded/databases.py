"""One database a service: an owner who migrates it, and a role with little power.

Names are ours, never a user's, and are checked, since SQL has no parameters for them.
"""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

import asyncpg

NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")

ROLE = "LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS"


@dataclass(frozen=True)
class Role:
    """A role and its password."""

    name: str
    password: str


async def ensure_database(
    superuser_dsn: str, name: str, owner: Role, service: Role
) -> tuple[str, str]:
    """Make the database and its roles; return the owner's DSN and the service's.

    The service's role may connect and use the schema `public`; what it may do there,
    the owner's migrations grant. Nobody else may connect. Safe to run again.
    """
    server = await asyncpg.connect(superuser_dsn)
    try:
        for role in (owner, service):
            await _ensure_role(server, role)
        if not await server.fetchval(
            "SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)", name
        ):
            await server.execute(
                f"CREATE DATABASE {_checked(name)} OWNER {_checked(owner.name)}"
            )
        # Any database that PUBLIC may enter is a place to see the others' names from.
        for database in (name, "postgres", "template1"):
            await server.execute(f"REVOKE ALL ON DATABASE {database} FROM PUBLIC")
        await server.execute(
            f"GRANT CONNECT ON DATABASE {name} TO {owner.name}, {service.name}"
        )
    finally:
        await server.close()
    await _limit_schema(database_dsn(superuser_dsn, name), owner, service)
    return (
        _as_role(superuser_dsn, name, owner),
        _as_role(superuser_dsn, name, service),
    )


def database_dsn(dsn: str, name: str) -> str:
    """Return the same DSN for another database."""
    return urlunsplit(urlsplit(dsn)._replace(path=f"/{name}"))


async def _ensure_role(server: asyncpg.Connection, role: Role) -> None:
    verb = "CREATE"
    if await server.fetchval(
        "SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1)", role.name
    ):
        verb = "ALTER"
    if "'" in role.password or "\\" in role.password:
        raise ValueError("a password with a quote or a backslash")
    await server.execute(
        f"{verb} ROLE {_checked(role.name)} {ROLE} PASSWORD '{role.password}'"
    )


async def _limit_schema(dsn: str, owner: Role, service: Role) -> None:
    database = await asyncpg.connect(dsn)
    try:
        await database.execute(
            f"""
            ALTER SCHEMA public OWNER TO {owner.name};
            REVOKE ALL ON SCHEMA public FROM PUBLIC;
            GRANT USAGE ON SCHEMA public TO {service.name};
            """
        )
    finally:
        await database.close()


def _as_role(dsn: str, name: str, role: Role) -> str:
    host = urlsplit(dsn).netloc.rpartition("@")[2]
    return f"postgresql://{role.name}:{role.password}@{host}/{name}"


def _checked(name: str) -> str:
    if NAME.fullmatch(name) is None:
        raise ValueError(f"not a name for a database or a role: {name}")
    return name
