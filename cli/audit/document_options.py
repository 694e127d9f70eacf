"""Where a document is computed, and where it goes: options of several commands."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import click

from cli.audit.options import directory_option, key_file_option, key_option
from cli.audit.places import at_audit_service
from cli.audit.standard_output import goes_to_standard_output
from cli.client import Client
from cli.failures import Failed
from shared.contracts.canonical import Json

Command = TypeVar("Command", bound=Callable[..., Any])

size_option = click.option(
    "--log-size",
    type=click.IntRange(0),
    help="Ask the service at its published checkpoint of so many entries.",
)

_OPTIONS: tuple[Callable[[Any], Any], ...] = (
    click.option(
        "--url",
        metavar="URL",
        help="The audit service's address (by default that of --port).",
    ),
    directory_option,
    key_option,
    key_file_option,
    size_option,
)

output_option = click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write; by default, or as -, standard output.",
)
from_option = click.option(
    "--from", "since", metavar="DAY", help="The first day, such as 2027-03-01."
)
to_option = click.option("--to", "until", metavar="DAY", help="The last day, included.")


@dataclass(frozen=True)
class Place:
    """Where a document is computed: the audit service, or an exported directory."""

    url: str | None = None
    directory: Path | None = None
    vkey: str | None = None
    vkey_file: Path | None = None
    size: int | None = None

    def ask(
        self, client: Client, path: str, query: Mapping[str, str | int | None]
    ) -> Json:
        """Return what the audit service answers."""
        with at_audit_service(client, self.url) as asking:
            return asking.get("audit", path, **{"size": self.size, **query})


def with_place(command: Command) -> Command:
    """Give the command the options that say where; it takes them as `place_of` does."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def place_of(
    url: str | None,
    directory: Path | None,
    vkey: str | None,
    vkey_file: Path | None,
    size: int | None,
) -> Place:
    """Return the place; a directory and an address at once are refused."""
    if directory is not None and size is not None:
        raise click.UsageError("a directory is read at its own checkpoint's size")
    if url is not None and directory is not None:
        raise click.UsageError("give --url or --dir, not both")
    return Place(url, directory, vkey, vkey_file, size)


def write(raw: bytes, output: Path | None) -> None:
    """Write a document to its file, or to standard output as it is."""
    if output is None or goes_to_standard_output(output):
        click.echo(raw, nl=False)
        return
    try:
        output.write_bytes(raw)
    except OSError as error:
        raise Failed(f"{output} cannot be written: {error.strerror}.") from error
    click.echo(f"Written: {output} ({len(raw)} bytes).", err=True)
