"""`register templates`: the letters of a running register, and files of new ones."""

from pathlib import Path
from urllib.parse import quote

import click

from cli.client import Client
from cli.failures import Failed
from cli.groups import DefaultsTo
from cli.showing import object_of, rows_of, show_json, show_table, text_of
from cli.speaking import as_json, speaking_as
from cli.teaching import examples
from shared.contracts.canonical import Json

SERVICE = "notifications"
COLUMNS = ("name", "version", "in_use", "kind", "title", "not_checked")
LANGUAGES = ("en", "cy")


@click.group(cls=DefaultsTo)
def templates() -> None:
    """List, preview and check what letters say.

    A version that was ever used is never changed: the next one is written beside it,
    as NAME.vN.en.md and, for Welsh, NAME.vN.cy.md.
    """


@templates.command("list", epilog=examples("register templates list"))
@as_json
@speaking_as("registrar")
def list_templates(client: Client, as_json: bool) -> None:
    """List every version of every template, and what no speaker has checked."""
    answer = client.get(SERVICE, "/api/templates")
    if as_json:
        show_json(answer)
        return
    show_table([_row(one) for one in rows_of(answer)], COLUMNS)


@templates.command(
    epilog=examples(
        "register templates preview application-refused",
        "register templates preview application-refused --language cy",
        "register templates preview application-refused --html > letter.html",
    )
)
@click.argument("name")
@click.option("--version", type=click.IntRange(min=1), help="The last unless told.")
@click.option(
    "--language", type=click.Choice(LANGUAGES), default="en", show_default=True
)
@click.option("--html", is_flag=True, help="The letter as HTML, and nothing else.")
@as_json
@speaking_as("registrar")
def preview(
    client: Client,
    name: str,
    version: int | None,
    language: str,
    html: bool,
    as_json: bool,
) -> None:
    """Show the template NAME as a letter, with sample data of nobody."""
    path = f"/api/templates/{quote(name, safe='')}"
    answer = client.get(SERVICE, path, version=version, language=language)
    letter = object_of(answer)
    if as_json:
        show_json(answer)
    elif html:
        click.echo(text_of(letter, "html"), nl=False)
    else:
        if letter.get("instead"):
            click.echo("There is no text in that language: it is English.", err=True)
        click.echo(f"Subject: {text_of(letter, 'subject')}\n")
        click.echo(text_of(letter, "text"), nl=False)


@templates.command(
    epilog=examples(
        "register templates check application-refused.v4.en.md",
        "register templates check letters/*.md",
    )
)
@click.argument(
    "files",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@as_json
@speaking_as("registrar")
def check(client: Client, files: tuple[Path, ...], as_json: bool) -> None:
    """Check FILES of templates as the service does before it starts.

    Says each fault on a line of its own: fields that are missing or never asked for,
    what is personal in a subject line, parts that a letter may not have. The exit
    status is 0 where there is none and 1 where there are some.
    """
    texts = {file.name: _text(file) for file in files}
    answer = object_of(client.post(SERVICE, "/api/templates/check", {"files": texts}))
    faults = answer.get("faults")
    if as_json:
        show_json(answer)
    if isinstance(faults, list) and faults:
        raise Failed("\n".join(str(fault) for fault in faults))
    if not as_json:
        click.echo(f"{len(files)} file{'s are' if len(files) > 1 else ' is'} sound.")


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise Failed(f"{file} is not a text in UTF-8.") from error


def _row(one: dict[str, Json]) -> dict[str, Json]:
    texts = rows_of(one, "texts")
    unchecked = [text_of(text, "language") for text in texts if not text.get("checked")]
    return {**one, "not_checked": ", ".join(unchecked)}
