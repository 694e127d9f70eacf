"""`register audit as-at`: the register as it stood on a day, from the log alone."""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import cast

import click

from cli.audit.document_options import (
    Place,
    output_option,
    place_of,
    with_place,
    write,
)
from cli.audit.options import one_sentence
from cli.audit.places import REGULATOR, opened_export
from cli.audit.standing import feed, standing_of_export
from cli.client import Client
from cli.failures import Failed
from cli.paging import pages_of
from cli.showing import object_of, rows_of
from cli.speaking import speaking_as
from cli.teaching import examples
from oversight.as_at import RegisterAsAt, as_at_document, in_words, question_of
from oversight.differences import differences
from oversight.documents.as_csv import rows_as_csv
from oversight.period import read_date
from shared.contracts.canonical import Json, canonical

PATIENCE = 10.0
LOOK_AGAIN_AFTER = 0.5
AT_ONCE = 1000
HEADS = (
    "registration_number",
    "given_names",
    "family_name",
    "work_town",
    "scopes",
    "route",
    "status",
    "registered_on",
    "not_understood",
)


@dataclass(frozen=True)
class Days:
    """The day looked at, and the day on which it was known, as they were typed."""

    on: str
    known: str | None

    @property
    def query(self) -> dict[str, str | int | None]:
        """What a service is asked with."""
        return {"date": self.on, "known": self.known, "limit": AT_ONCE}


@click.command(
    "as-at",
    epilog=examples(
        "register audit as-at 2027-03-01",
        "register audit as-at 2027-03-01 --known 2027-02-01",
        "register audit as-at 2027-03-01 --dir log --vkey-file register.vkey",
        "register audit as-at 2027-03-01 --compare",
    ),
)
@click.argument("day", metavar="DATE")
@click.option(
    "--known", metavar="DATE", help="As it was known then; by default, as it is now."
)
@click.option(
    "--compare",
    "comparing",
    is_flag=True,
    help="Compare with the applications service's own answer; differences exit with 1.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "csv"]),
    default="json",
    show_default=True,
)
@output_option
@with_place
@speaking_as("regulator")
def as_at(
    client: Client,
    day: str,
    *,
    known: str | None,
    comparing: bool,
    form: str,
    output: Path | None,
    url: str | None,
    directory: Path | None,
    vkey: str | None,
    vkey_file: Path | None,
    log_size: int | None,
) -> None:
    """Fold the register as it stood at the end of DATE, from the log alone.

    Of a day after the log's last entry it tells what is recorded so far, and says so.
    """
    read_date(day, "date")
    read_date(known, "known")
    place = place_of(url, directory, vkey, vkey_file, log_size)
    days = Days(day, known)
    if comparing:
        _compare(client, place, days)
        return
    document = _document(client, place, days)
    note = document.get("note")
    if isinstance(note, str):
        click.echo(note, err=True)
    write(_as_csv(document) if form == "csv" else canonical(document), output)


def _document(client: Client, place: Place, days: Days) -> Mapping[str, Json]:
    if place.directory is None:
        return _of_service(client, place, days)
    with one_sentence():
        log = opened_export(place.directory, REGULATOR, place.vkey, place.vkey_file)
        standing = standing_of_export(log)
        on = cast("date", read_date(days.on, "date"))
        question = question_of(on, read_date(days.known, "known"), standing)
        register = RegisterAsAt(question)
        feed(log, register)
        return as_at_document(register.result(), question, standing)


def _of_service(client: Client, place: Place, days: Days) -> Mapping[str, Json]:
    """Return the whole of the service's pages, all at the first one's checkpoint."""
    size = place.size
    after: str | None = None
    entries: list[dict[str, Json]] = []
    while True:
        query = {**days.query, "size": size, "after": after}
        page = object_of(place.ask(client, "/api/as-at", query))
        entries += rows_of(page.get("entries"))
        size = cast("int", object_of(page.get("checkpoint")).get("size"))
        following = page.pop("next", None)
        if not isinstance(following, str):
            found = cast("list[Json]", entries)
            return {**page, "entries": found, "in_words": in_words(len(entries))}
        after = following


def _compare(client: Client, place: Place, days: Days) -> None:
    """Compare until both agree, or patience ends: to the log, an event takes time."""
    until = time.monotonic() + PATIENCE
    while True:
        logged = rows_of(_document(client, place, days).get("entries"))
        found = list(differences(logged, _told(client, days)))
        if not found:
            click.echo(f"The log and the register agree: {in_words(len(logged))}")
            return
        if place.directory is not None or time.monotonic() > until:
            break
        time.sleep(LOOK_AGAIN_AFTER)
    for sentence in found:
        click.echo(sentence)
    raise Failed(f"The log and the register differ in {len(found)} places.")


def _told(client: Client, days: Days) -> Iterator[dict[str, Json]]:
    path = "/api/register/as-at"
    yield from pages_of(client, "applications", path, "entries", **days.query)


def _as_csv(document: Mapping[str, Json]) -> bytes:
    rows = [
        [_cell(one.get(name)) for name in HEADS] for one in rows_of(document["entries"])
    ]
    return rows_as_csv([HEADS, *rows])


def _cell(value: Json) -> str:
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return "" if value is None else str(value)
