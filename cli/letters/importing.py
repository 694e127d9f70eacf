"""`register letters import`: proof of posting, and what came back."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from cli.client import Client
from cli.importing.command import PATIENCE
from cli.letters.reading import LetterRow, read_letters
from cli.patience import Patience
from cli.progress import progress
from cli.showing import object_of, show_json, text_of
from cli.speaking import as_json, speaking_as
from cli.teaching import examples


@dataclass(frozen=True, slots=True)
class LetterOutcome:
    """What became of a row: done, nothing-to-do or refused, and why."""

    row: LetterRow
    outcome: str
    sentence: str


@click.command(
    "import",
    epilog=examples(
        "register letters import returned.csv",
        "",
        "returned.csv: letter,channel,result,date,carrier,reference",
        "              0192…-1,tracked-post,posted,2026-03-31,royal-mail,AB123456789GB",
        "              0192…-1,post,returned,2026-04-09,royal-mail,gone-away",
    ),
)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@as_json
@speaking_as("registrar")
def import_letters(client: Client, file: Path, as_json: bool) -> None:
    """Record the carrier's proof of posting, and which letters came back.

    The file is the printing house's: a letter is named as in the manifest; the
    reference is the carrier's, and of a letter that came back why, as a code. All of
    the file is read before anything is recorded; the same row again changes nothing.
    Exit status 1 where a row is refused.
    """
    rows = read_letters(file)
    outcomes: list[LetterOutcome] = []
    with progress("Letters", len(rows), quiet=as_json) as advance:
        for outcome in send_letters(client, rows):
            outcomes.append(outcome)
            advance(1)
    counts = Counter(one.outcome for one in outcomes)
    refused = [one for one in outcomes if one.outcome == "refused"]
    if as_json:
        rows_refused = {str(one.row.number): one.sentence for one in refused}
        show_json({"outcomes": dict(sorted(counts.items())), "refused": rows_refused})
    else:
        for outcome, count in sorted(counts.items()):
            click.echo(f"{count:>6}  {outcome}")
        for one in refused:
            click.echo(f"row {one.row.number}: {one.sentence}", err=True)
    if refused:
        raise SystemExit(1)


def send_letters(client: Client, rows: Sequence[LetterRow]) -> Iterator[LetterOutcome]:
    """Yield what became of each row, in order."""
    patience = Patience(PATIENCE, lambda line: click.echo(line, err=True))
    for row in rows:
        body = {
            "id": str(row.command_id(client.person or "")),
            "type": row.command.TYPE,
            "data": row.command.model_dump(mode="json"),
        }
        answer = object_of(
            patience.persist(
                lambda body=body: client.post("notifications", "/api/commands", body)
            )
        )
        yield LetterOutcome(
            row, text_of(answer, "outcome"), str(answer.get("sentence") or "")
        )
