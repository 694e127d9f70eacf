"""`register audit trail`: the history of a person, a case, an actor or a period."""

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from cli.audit.options import (
    directory_option,
    key_file_option,
    key_option,
    one_sentence,
    url_option,
)
from cli.audit.places import at_audit_service, opened_export, roles_of
from cli.audit.proving import place_of_log, proof_option, under_option, write_proof
from cli.audit.standard_output import goes_to_standard_output
from cli.audit.trail_lines import in_lines
from cli.client import Client
from cli.failures import Failed
from cli.paging import pages_of
from cli.speaking import as_json, speaking_as
from cli.teaching import examples
from oversight.trails.forms.choosing import FORMS, document, form_named
from oversight.trails.from_export import trail_in
from oversight.trails.question import Question, read_question
from oversight.trails.trail import Heading
from shared.contracts.canonical import Json

IN_LINES = "lines"
_DOCUMENT = "/api/trail/document"


@dataclass(frozen=True)
class TrailPlace:
    """Where a trail is read: at a service, or in the directory of an exported log."""

    client: Client
    url: str | None = None
    directory: Path | None = None
    vkey: str | None = None
    vkey_file: Path | None = None

    @contextmanager
    def opened(
        self, question: Question, form: str, size: int | None
    ) -> Generator[Iterator[bytes]]:
        """Open the trail in a form, piece by piece: the same bytes from either."""
        if self.directory is None:
            query: dict[str, str | int] = {"format": form}
            query |= {name: str(it) for name, it in question.as_json().items()}
            query |= {} if size is None else {"size": size}
            with (
                at_audit_service(self.client, self.url) as client,
                client.stream("audit", _DOCUMENT, query) as pieces,
            ):
                yield pieces
            return
        log = opened_export(
            self.directory, roles_of(self.client), self.vkey, self.vkey_file
        )
        at = log.checkpoint if size is None else log.checkpoint_at(size)
        entries = trail_in(log, question, at.size)
        yield document(form_named(form), Heading(question, at), entries)


@click.command(
    epilog=examples(
        "register audit trail CT000042",
        "register audit trail CT000042 --format csv -o trail.csv",
        "register audit trail --type application-refused --from 2027-01-01",
        "register audit trail CT000042 --dir log --vkey-file register.vkey",
        "register audit trail CT000042 --tree   what led to what",
        "register audit trail CT000042 --proof history.json",
    )
)
@click.argument("subject", required=False, default="")
@click.option("--from", "since", default="", metavar="DAY", help="From this day on.")
@click.option("--to", "until", default="", metavar="DAY", help="To this day, included.")
@click.option("--type", "event_type", default="", help="Only events of this type.")
@click.option("--actor", default="", help="Only what this actor did.")
@click.option("--text", default="", help="Only where each of these words occurs.")
@click.option(
    "--format",
    "form",
    type=click.Choice([IN_LINES, *FORMS]),
    default=IN_LINES,
    show_default=True,
    help="What to write: lines are for people.",
)
@click.option(
    "--tree",
    "form",
    flag_value="tree",
    help="Everything that each action caused, indented: the same as --format tree.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write; by default, or as -, standard output.",
)
@click.option(
    "--size", type=click.IntRange(0), help="Answer as at this size of the log."
)
@proof_option
@under_option
@url_option
@directory_option
@key_option
@key_file_option
@as_json
@speaking_as("regulator")
def trail(
    client: Client,
    subject: str,
    *,
    since: str,
    until: str,
    event_type: str,
    actor: str,
    text: str,
    form: str,
    output: Path | None,
    size: int | None,
    proof: Path | None,
    under: Path | None,
    url: str | None,
    directory: Path | None,
    vkey: str | None,
    vkey_file: Path | None,
    as_json: bool,
) -> None:
    """Show every entry of the log about SUBJECT, or that the options ask for.

    SUBJECT is a stream, a registration number, an actor, or the id of a person, an
    application or a case; or a correlation id, for all that one action caused. The
    answer is the same from the running service and from an exported log, and names the
    checkpoint that it was read at.
    """
    if url is not None and directory is not None:
        raise click.UsageError("give either --url or --dir")
    question = read_question(subject, since, until, event_type, actor, text)
    place = TrailPlace(client, url, directory, vkey, vkey_file)
    chosen = "json" if as_json else form
    wire = "ndjson" if chosen == IN_LINES else chosen
    if proof is not None:
        # A size alone is not signed: proofs lead to a checkpoint that is.
        if size is not None:
            raise click.UsageError(
                "give either --proof or --size: with --proof, the file of a signed "
                "checkpoint as --under says what size of the log the proofs lead to"
            )
        log = place_of_log(client, url, directory, vkey, vkey_file, under)
        write_proof(log, question, proof)
        return
    with one_sentence(), place.opened(question, wire, size) as pieces:
        shown = in_lines(pieces) if chosen == IN_LINES else pieces
        _write(shown, output)


def trail_of(client: Client, subject: str) -> Iterator[dict[str, Json]]:
    """Yield the entries about a subject, oldest first, page by page."""
    yield from pages_of(client, "audit", "/api/trail", "entries", subject=subject)


def _write(pieces: Iterator[bytes], output: Path | None) -> None:
    if output is None or goes_to_standard_output(output):
        for piece in pieces:
            click.echo(piece, nl=False)
        return
    fresh = output.with_name(f".{output.name}.new")
    try:
        with fresh.open("wb") as file:
            file.writelines(pieces)
        fresh.replace(output)
    except OSError as error:
        raise Failed(f"{output} cannot be written: {error.strerror}.") from error
    finally:
        fresh.unlink(missing_ok=True)
