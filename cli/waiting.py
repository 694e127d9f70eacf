"""`register waiting`: messages that wait, and what an operator does about them."""

from uuid import uuid4

import click

from cli.client import Client
from cli.groups import DefaultsTo
from cli.send import show_answer
from cli.showing import object_of, rows_of, show_json, show_table
from cli.speaking import as_json, speaking_as
from cli.system import SERVICES
from cli.teaching import examples
from shared.contracts.canonical import Json
from shared.contracts.contract import CommandData
from shared.contracts.messaging import PassOverMessage, RetryMessage

COLUMNS = ("service", "capability", "stream", "version", "reason", "attempts", "due_at")

_service = click.argument("service", type=click.Choice(SERVICES))
_capability = click.argument("capability")
_stream = click.argument("stream")
_version = click.argument("version", type=click.IntRange(min=1))
_reason = click.option(
    "--reason", required=True, metavar="CODE", help="Why, as a code: never a sentence."
)


@click.group(cls=DefaultsTo)
def waiting() -> None:
    """Show the messages that wait, try one again, or pass one over.

    A message waits for what comes before it, for its subject to arrive, or because
    it is poison: then later messages of the same stream wait behind it.
    """


@waiting.command("list")
@as_json
@speaking_as("operator")
def list_waiting(client: Client, as_json: bool) -> None:
    """List what waits in every service."""
    rows: list[dict[str, Json]] = [
        {"service": service, **row}
        for service in SERVICES
        for row in rows_of(client.get(service, "/api/waiting"), "waiting")
    ]
    if as_json:
        show_json(rows)
    elif rows:
        show_table(rows, COLUMNS)
    else:
        click.echo("Nothing waits.")


@waiting.command(
    epilog=examples(
        "register waiting retry assessment assessing \\",
        "    application/0b9f4c5e-6f0e-5f3c-9d6d-2f9f0c1d7a11 1 --reason mended",
    )
)
@_service
@_capability
@_stream
@_version
@_reason
@as_json
@speaking_as("operator")
def retry(
    client: Client,
    service: str,
    capability: str,
    stream: str,
    version: int,
    reason: str,
    as_json: bool,
) -> None:
    """Try a waiting message again now."""
    command = RetryMessage(
        capability=capability, stream=stream, version=version, reason=reason
    )
    _execute(client, service, command, as_json=as_json)


@waiting.command("pass-over")
@_service
@_capability
@_stream
@_version
@_reason
@click.option("--explanation", help="In words; it is sealed.")
@as_json
@speaking_as("operator")
def pass_over(
    client: Client,
    service: str,
    capability: str,
    stream: str,
    version: int,
    reason: str,
    explanation: str | None,
    as_json: bool,
) -> None:
    """Give a waiting message up, so that what waits behind it goes on."""
    command = PassOverMessage(
        capability=capability,
        stream=stream,
        version=version,
        reason=reason,
        explanation=explanation,
    )
    _execute(client, service, command, as_json=as_json)


def _execute(
    client: Client, service: str, command: CommandData, *, as_json: bool
) -> None:
    answer = object_of(
        client.post(
            service,
            "/api/commands",
            {
                "id": str(uuid4()),
                "type": command.TYPE,
                "data": command.model_dump(mode="json"),
            },
        )
    )
    if as_json:
        show_json(answer)
    else:
        show_answer(answer)
    if answer.get("outcome") == "refused":
        raise SystemExit(1)
