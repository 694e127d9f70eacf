"""`register import`: applications from a spreadsheet, one outcome a row."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import click

from cli.client import Client
from cli.failures import Failed
from cli.importing.outcomes import RowOutcome
from cli.importing.reading import ApplicationsFile, read_applications
from cli.importing.results import require_writable, results_path, write_results
from cli.importing.sending import send_rows
from cli.patience import Patience
from cli.progress import progress
from cli.showing import show_json
from cli.speaking import as_json, speaking_as
from cli.teaching import examples

PATIENCE = 120.0


@dataclass(frozen=True)
class Imported:
    """What an import led to: every row's outcome, and where they were written."""

    outcomes: tuple[RowOutcome, ...]
    results: Path

    @property
    def counts(self) -> dict[str, int]:
        """How many rows had each outcome, and each flag."""
        counted = Counter(row.outcome for row in self.outcomes)
        flagged = Counter(flag for row in self.outcomes for flag in row.flags)
        return {**counted, **flagged}


@click.command(
    "import",
    epilog=examples(
        "register import applications.csv",
        "register import applications.csv --results outcomes.csv --json",
    ),
)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--results",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where the outcomes go; FILE.results.csv beside the file unless told.",
)
@click.option(
    "--patience",
    type=click.FloatRange(0),
    default=PATIENCE,
    show_default=True,
    help="Seconds to wait for a service that does not answer.",
)
@as_json
@speaking_as("registrar")
def import_file(
    client: Client,
    file: Path,
    results: Path | None,
    patience: float,
    as_json: bool,
) -> None:
    """Take in the applications of a CSV file.

    The whole file is checked first: where it cannot be read, nothing is sent. Running
    the same file again changes nothing, so an import that broke off is run again.
    """
    waiting = Patience(patience, lambda line: click.echo(line, err=True))
    imported = import_applications(client, file, results, waiting, quiet=as_json)
    if as_json:
        show_json({"results": str(imported.results), "outcomes": imported.counts})
        return
    for outcome, count in imported.counts.items():
        click.echo(f"{count:>6}  {outcome}")
    click.echo(f"{len(imported.outcomes):>6}  in all; row by row in {imported.results}")


def import_applications(
    client: Client,
    file: Path,
    results: Path | None,
    patience: Patience,
    *,
    quiet: bool = False,
) -> Imported:
    """Send every row of the file, write the result file and return the outcomes."""
    applications = read_applications(file)
    target = results or results_path(file)
    require_writable(target)
    outcomes: list[RowOutcome] = []
    with progress("Applications", len(applications.rows), quiet=quiet) as advance:
        try:
            _send(client, applications, patience, outcomes, advance)
        except KeyboardInterrupt:
            raise Failed(_interrupted(outcomes, applications)) from None
    write_results(target, outcomes)
    return Imported(tuple(outcomes), target)


def _send(
    client: Client,
    file: ApplicationsFile,
    patience: Patience,
    outcomes: list[RowOutcome],
    advance: Callable[[int], None],
) -> None:
    for answered in send_rows(client, file, patience):
        outcomes.extend(answered)
        advance(len(answered))


def _interrupted(outcomes: list[RowOutcome], file: ApplicationsFile) -> str:
    return (
        f"Interrupted with {len(outcomes)} of {len(file.rows)} rows answered: run the "
        "same command again to go on; no row is taken twice."
    )
