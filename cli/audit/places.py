"""Where the audit service and its log are, for the commands that read both."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from pathlib import Path

import click

from cli.audit.options import chosen_key
from cli.client import Client
from oversight.source import ExportedLog, key_beside
from shared.identity.demonstration import PEOPLE
from shared.identity.roles import Role
from shared.tlog.keys import VerifierKey

_LOG = "/log"
REGULATOR = frozenset({Role.REGULATOR})
"""Who reads figures out of an export: it holds what its exporter may see, no more."""
KEY_BESIDE = (
    "The key was not given, and is believed because it came with the log in "
    "{directory}: compare it with what the register has published elsewhere."
)


def log_address(client: Client, url: str | None) -> str:
    """Return the log's address: the one given, or that of the client's system."""
    return f"{_service_address(client, url)}{_LOG}"


def at_audit_service(client: Client, url: str | None) -> Client:
    """Return the client, speaking to the audit service that has the log at `url`."""
    urls = {**client.system.urls, "audit": _service_address(client, url)}
    system = replace(client.system, urls=urls)
    return Client(system, client.person, client.purpose)


def opened_export(
    directory: Path,
    roles: Collection[Role],
    vkey: str | None,
    vkey_file: Path | None,
    witnesses: Iterable[VerifierKey] = (),
) -> ExportedLog:
    """Open an exported log as somebody with these roles would see it.

    Without a key the one beside the log is believed, and that is said aloud.
    """
    if vkey is None and vkey_file is None:
        click.echo(KEY_BESIDE.format(directory=directory), err=True)
        key = key_beside(directory)
    else:
        key = chosen_key(vkey, vkey_file)
    return ExportedLog(directory, roles, key, witnesses)


def roles_of(client: Client) -> frozenset[Role]:
    """Return the roles of the person that the client speaks as."""
    if client.person is None:
        return frozenset({Role.PUBLIC})
    return PEOPLE[client.person].caller.roles


def _service_address(client: Client, url: str | None) -> str:
    given = client.system.url("audit") if url is None else url
    return given.rstrip("/").removesuffix(_LOG)
