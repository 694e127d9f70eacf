"""`register send`: commands onto Kafka, and what was answered."""

import asyncio
import time
from collections.abc import Sequence
from pathlib import Path

import click

from cli.client import Client
from cli.command_files import read_commands
from cli.commands_out import OutgoingCommand, command_record, put_on_kafka
from cli.failures import Failed, NotThere
from cli.showing import object_of, rows_of, show_json, text_of
from cli.speaking import as_json, speaking_as
from cli.teaching import examples
from shared.contracts.canonical import Json
from shared.identity.demonstration import signing_key_for

PATIENCE = 30.0
ASK_AGAIN_AFTER = 0.1


@click.command(
    epilog=examples(
        "register send decision.json",
        "register send recommendations.json --as assessor-1",
        "",
        'decision.json: {"type": "register.applications.decide-application.v1",',
        '                "data": {"application_id": "…", "decision": "accept"}}',
    )
)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--topic", help="Full name of another topic than the service's own.")
@click.option(
    "--patience",
    type=click.FloatRange(0),
    default=PATIENCE,
    show_default=True,
    help="Seconds to wait for the answer.",
)
@as_json
@speaking_as("registrar")
def send(
    client: Client, file: Path, topic: str | None, patience: float, as_json: bool
) -> None:
    """Put the command in a JSON file, or a list of them, on Kafka.

    It is sealed, and signed with the key of the person who asks. Waits for the
    answer; exit status 1 when a command is refused.
    """
    commands = read_commands(file)
    key = signing_key_for(client.person or "", client.system.data)
    records = [command_record(one, key, client.system, topic) for one in commands]
    asyncio.run(put_on_kafka(client.system, records))
    until = time.monotonic() + patience
    answers = [await_answer(client, one, until) for one in commands]
    if as_json:
        show_json(answers)
    else:
        for answer in answers:
            show_answer(answer)
    if any(answer.get("outcome") == "refused" for answer in answers):
        raise SystemExit(1)


def await_answer(
    client: Client, command: OutgoingCommand, until: float
) -> dict[str, Json]:
    """Return the answer to a command, asked for until `until` (monotonic seconds)."""
    while True:
        try:
            return object_of(client.get(command.service, f"/api/commands/{command.id}"))
        except NotThere:
            if time.monotonic() >= until:
                raise Failed(
                    f"Command {command.id} was sent and is not answered yet: "
                    f"ask the {command.service} service for "
                    f"/api/commands/{command.id} later."
                ) from None
        time.sleep(ASK_AGAIN_AFTER)


def show_answer(answer: dict[str, Json]) -> None:
    """Write what became of a command, and each event it led to."""
    sentence = text_of(answer, "sentence")
    code = text_of(answer, "code")
    said = f": {code}: {sentence}" if sentence or code else ""
    command = text_of(answer, "command_id")
    click.echo(f"{command}  {text_of(answer, 'outcome')}{said}")
    events: Sequence[dict[str, Json]] = rows_of(answer.get("events"))
    for event in events:
        stream, version = text_of(event, "stream"), event.get("version")
        click.echo(f"  {text_of(event, 'type')}  {stream} version {version}")
