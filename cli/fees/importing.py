"""`register fees import`: payments from a bank's file, each with its owner or none."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from cli.client import Client
from cli.failures import Failed
from cli.fees.reading import PaymentRow, PaymentsFile, read_payments
from cli.fees.results import write_results
from cli.importing.command import PATIENCE
from cli.importing.results import require_writable, results_path
from cli.patience import Patience
from cli.progress import progress
from cli.showing import rows_of, show_json, text_of
from cli.speaking import as_json, speaking_as
from cli.teaching import examples

BATCH_ROWS = 200


@dataclass(frozen=True, slots=True)
class RowOutcome:
    """What became of a row: matched, returned, unmatched, repeated or refused."""

    row: PaymentRow
    outcome: str
    application_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Sums:
    """How many rows had an outcome, and what they come to in pence."""

    rows: int
    pence: int


@click.command(
    "import",
    epilog=examples(
        "register fees import statement.csv            look first: nothing is recorded",
        "register fees import statement.csv --record   then record it",
    ),
)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--record", is_flag=True, help="Record it; a dry run unless told.")
@click.option(
    "--results",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where the outcomes go; FILE.results.csv beside the file unless told.",
)
@as_json
@speaking_as("registrar")
def import_payments(
    client: Client, file: Path, record: bool, results: Path | None, as_json: bool
) -> None:
    """Match the payments of a CSV file with the applications that owe them.

    A bank's file has the columns date, amount, reference and text; a file of direct
    debits date, amount, reference, result (paid or returned) and reason (the scheme's
    code, 0 to 9, A or B). A row is matched by the payment reference, else by exact
    rules; what is left waits for a person. The same file again changes nothing.
    """
    payments = read_payments(file)
    target = results or results_path(file)
    require_writable(target)
    outcomes: list[RowOutcome] = []
    with progress("Payments", len(payments.rows), quiet=as_json) as advance:
        for answered in send_payments(client, payments, record=record):
            outcomes.extend(answered)
            advance(len(answered))
    write_results(target, outcomes)
    sums = sums_of(outcomes)
    require_reconciled(payments, sums)
    if as_json:
        show_json({"recorded": record, "file": payments.digest, **_shown(sums)})
        return
    for outcome, one in sums.items():
        click.echo(f"{one.rows:>6}  {pounds(one.pence):>14}  {outcome}")
    total = sum(row.pence for row in payments.rows)
    click.echo(f"{len(payments.rows):>6}  {pounds(total):>14}  in all, to the penny")
    click.echo(f"Row by row in {target}.")
    if not record:
        click.echo("Nothing was recorded: run it again with --record.")


def send_payments(
    client: Client, payments: PaymentsFile, *, record: bool
) -> Iterator[list[RowOutcome]]:
    """Yield the outcomes of the rows, batch by batch, in order."""
    patience = Patience(PATIENCE, lambda line: click.echo(line, err=True))
    for begin in range(0, len(payments.rows), BATCH_ROWS):
        batch = payments.rows[begin : begin + BATCH_ROWS]
        body = {
            "file": payments.digest,
            "method": payments.method.value,
            "dry_run": not record,
            "rows": [_asked(client, payments, row) for row in batch],
        }
        answers = rows_of(
            patience.persist(
                lambda body=body: client.post("applications", "/api/fees/import", body)
            ),
            "rows",
        )
        if len(answers) != len(batch):
            raise Failed(f"{len(answers)} of {len(batch)} rows were answered.")
        yield [
            RowOutcome(
                row,
                text_of(answer, "outcome"),
                text_of(answer, "application_id"),
                text_of(answer, "reason"),
            )
            for row, answer in zip(batch, answers, strict=True)
        ]


def sums_of(outcomes: Sequence[RowOutcome]) -> Mapping[str, Sums]:
    """Return the rows and pence of each outcome, in alphabetical order."""
    rows: dict[str, int] = defaultdict(int)
    pence: dict[str, int] = defaultdict(int)
    for one in outcomes:
        rows[one.outcome] += 1
        pence[one.outcome] += one.row.pence
    return {outcome: Sums(rows[outcome], pence[outcome]) for outcome in sorted(rows)}


def require_reconciled(payments: PaymentsFile, sums: Mapping[str, Sums]) -> None:
    """Return if every penny of the file has an outcome; raises `Failed`."""
    imported = sum(row.pence for row in payments.rows)
    accounted = sum(one.pence for one in sums.values())
    if imported != accounted:
        raise Failed(
            f"The file has {pounds(imported)}, and its outcomes {pounds(accounted)}: "
            "that must not be."
        )


def pounds(pence: int) -> str:
    """Return an amount as people write it."""
    return f"£{pence // 100:,}.{pence % 100:02}"


def _asked(
    client: Client, payments: PaymentsFile, row: PaymentRow
) -> dict[str, object]:
    return {
        "command_id": str(payments.command_id(row, client.person or "")),
        "payment_id": str(payments.payment_id(row)),
        "paid_on": row.paid_on.isoformat(),
        "pence": row.pence,
        "reference": row.reference,
        "text": row.text,
        "returned": row.returned.value if row.returned else None,
    }


def _shown(sums: Mapping[str, Sums]) -> dict[str, object]:
    return {
        "outcomes": {
            outcome: {"rows": one.rows, "pence": one.pence}
            for outcome, one in sums.items()
        }
    }
