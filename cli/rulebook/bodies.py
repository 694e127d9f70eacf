"""`register rulebook bodies`: every body of the field, and what it does here."""

from datetime import UTC, date, datetime
from pathlib import Path

import click

from cli.failures import Failed
from cli.rulebook.versions import parse_day, said
from cli.showing import show_json, show_table
from cli.speaking import as_json
from cli.starting.environment import RULEBOOK
from cli.teaching import examples
from shared.clock import register_date
from shared.contracts.canonical import Json
from shared.rulebook import RulebookFaults
from shared.rulebook.bodies import Bodies, Body, load_bodies

BODIES = RULEBOOK.with_name("bodies.toml")


@click.command(
    epilog=examples(
        "register rulebook bodies",
        "register rulebook bodies --on 2021-03-01",
        "register rulebook bodies my-bodies.toml --json",
    )
)
@click.argument("file", type=click.Path(path_type=Path), default=BODIES)
@click.option("--on", "day", metavar="DATE", help="Another day than today.")
@as_json
def bodies(file: Path, day: str | None, as_json: bool) -> None:
    """Show each body of the field and what it does for the register on a day.

    The directory FILE is checked as it is read: each fault by its line, and exit
    status 1.
    """
    on = parse_day(day) if day else register_date(datetime.now(UTC))
    all_of = _read(file).all
    if as_json:
        show_json([{**_said(body), "does_on_day": _roles(body, on)} for body in all_of])
        return
    rows: list[dict[str, Json]] = [
        {"code": body.code, "does": _does(body, on), "name": body.name}
        for body in all_of
    ]
    show_table(rows, ("code", "does", "name"))


def _said(body: Body) -> dict[str, object]:
    return body.model_dump(mode="json")


def _roles(body: Body, on: date) -> list[str]:
    return list(dict.fromkeys(doing.role.value for doing in body.doing(on)))


def _does(body: Body, on: date) -> str:
    never = "nothing" if body.nothing_because else "nothing on that day"
    return ", ".join(_roles(body, on)) or never


def _read(file: Path) -> Bodies:
    try:
        return load_bodies(file)
    except RulebookFaults as faults:
        raise Failed(said(faults)) from faults
