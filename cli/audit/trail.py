"""`register audit trail`: the history of a person, a case or an actor."""

from collections.abc import Iterator

import click

from cli.client import Client
from cli.failures import Failed
from cli.paging import pages_of
from cli.showing import in_words, object_of, show_json, text_of
from cli.speaking import as_json, speaking_as
from cli.teaching import examples
from shared.contracts.canonical import Json


@click.command(
    epilog=examples(
        "register audit trail CT000042",
        "register audit trail application/0b9f4c5e-6f0e-5f3c-9d6d-2f9f0c1d7a11 --json",
    )
)
@click.argument("subject")
@as_json
@speaking_as("regulator")
def trail(client: Client, subject: str, as_json: bool) -> None:
    """Show every entry of the log about SUBJECT.

    SUBJECT is a stream, a registration number, an actor, or the id of a person, an
    application or a case.
    """
    entries = list(trail_of(client, subject))
    if as_json:
        show_json({"subject": subject, "entries": entries})
        return
    if not entries:
        raise Failed(f"The log says nothing about {subject}.")
    for line in in_lines(entries):
        click.echo(line)


def trail_of(client: Client, subject: str) -> Iterator[dict[str, Json]]:
    """Yield the entries about a subject, oldest first, page by page."""
    yield from pages_of(client, "audit", "/api/trail", "entries", subject=subject)


def in_lines(entries: list[dict[str, Json]]) -> Iterator[str]:
    """Yield each entry as one line: index, time, what happened, to what, by whom."""
    for entry in entries:
        event = object_of(entry.get("event"))
        moment = text_of(event, "time")[:19].replace("T", " ")
        # register.<service>.<what happened>.v<n>
        what = text_of(event, "type").split(".")[-2]
        yield (
            f"{in_words(entry.get('index')):>7}  {moment}  {what:<26}"
            f"{text_of(event, 'subject')}  by {text_of(event, 'actor')}"
        )
