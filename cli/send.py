"""`register send`: commands onto Kafka, and what was answered."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from uuid import UUID

import click

from cli.client import Client
from cli.command_files import read_commands
from cli.commands_out import (
    CommandRecord,
    OutgoingCommand,
    command_record,
    put_on_kafka,
)
from cli.failures import Failed, NotThere
from cli.listening import Said, listening
from cli.showing import object_of, rows_of, show_json, text_of
from cli.speaking import as_json, speaking_as
from cli.system import SERVICES, System
from cli.teaching import examples
from shared.contracts.canonical import Json
from shared.contracts.messaging import CommandRefused
from shared.identity.demonstration import signing_key_for

PATIENCE = 30.0


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
    if topic is not None:
        service = service_of(client.system, topic)
        commands = [replace(one, service=service) for one in commands]
    key = signing_key_for(client.person or "", client.system.data)
    records = [command_record(one, key, client.system, topic) for one in commands]
    found = asyncio.run(send_and_hear(client, commands, records, patience))
    answers = [found[one.id] for one in commands if one.id in found]
    if as_json:
        show_json(answers)
    else:
        for answer in answers:
            show_answer(answer)
    if any(answer.get("outcome") == "refused" for answer in answers):
        raise SystemExit(1)
    unanswered = [one for one in commands if one.id not in found]
    if unanswered:
        raise Failed(
            f"{len(unanswered)} of {len(commands)} commands were sent and are not "
            f"answered yet, the first of them {unanswered[0].id}."
        )


async def send_and_hear(
    client: Client,
    commands: Sequence[OutgoingCommand],
    records: Sequence[CommandRecord],
    patience: float,
) -> dict[UUID, dict[str, Json]]:
    """Put the records on Kafka, and return the answers that come in time.

    What was decided is asked of the service. What never reached a decision (unreadable,
    unsigned, not permitted) is heard on the refusals of the service it went to.
    """
    refusals = {f"{command.service}.refusals" for command in commands}
    answers: dict[UUID, dict[str, Json]] = {}
    async with listening(client.system, *refusals) as listener:
        await put_on_kafka(client.system, records)
        until = time.monotonic() + patience
        while len(answers) < len(commands) and time.monotonic() < until:
            for command in commands:
                if command.id not in answers:
                    answers |= await asyncio.to_thread(_answer, client, command)
            # A pause too: this waits for a moment when nothing is said.
            await listener.hear()
            for said in listener.of_type(CommandRefused):
                if said.answers in {command.id for command in commands}:
                    answers.setdefault(said.answers, refusal(said))
    return answers


def service_of(system: System, topic: str) -> str:
    """Return the service that a topic belongs to; raises `Failed` where none."""
    service = topic.removeprefix(system.topic_prefix).split(".")[0]
    if service not in SERVICES:
        raise Failed(f"{topic} is not a topic of {', '.join(SERVICES)}.")
    return service


def refusal(said: Said) -> dict[str, Json]:
    """Return a refusal that was heard as the answer to its command."""
    data = said.envelope.data
    known = {name: data.get(name) for name in ("command_id", "code", "sentence")}
    return {**known, "outcome": "refused", "rule": data.get("rule"), "events": []}


def _answer(client: Client, command: OutgoingCommand) -> dict[UUID, dict[str, Json]]:
    """Return the service's answer under the command's id; nothing while it has none."""
    try:
        answer = client.get(command.service, f"/api/commands/{command.id}")
    except NotThere:
        return {}
    return {command.id: object_of(answer)}


def show_answer(answer: dict[str, Json]) -> None:
    """Write what became of a command, and each event it led to."""
    # A refusal is a sentence on Kafka, and the detail of a problem over HTTP.
    members = ("outcome", "code", "sentence", "detail")
    said = filter(None, map(partial(text_of, answer), members))
    click.echo(f"{text_of(answer, 'command_id')}  {': '.join(said)}")
    events: Sequence[dict[str, Json]] = rows_of(answer.get("events"))
    for event in events:
        stream, version = text_of(event, "stream"), event.get("version")
        click.echo(f"  {text_of(event, 'type')}  {stream} version {version}")
