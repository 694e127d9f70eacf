"""Rows on their way to the register: in order, in batches, one request at a time."""

from collections.abc import Iterator, Sequence

from cli.client import Client
from cli.failures import Failed
from cli.importing.identity import application_id, command_id
from cli.importing.outcomes import RowOutcome, outcome_of
from cli.importing.reading import LONGEST_ROW, ApplicationsFile, Row
from cli.patience import Patience
from cli.showing import rows_of

BATCH_ROWS = 50
BATCH_BYTES = 4 * LONGEST_ROW


def send_rows(
    client: Client, file: ApplicationsFile, patience: Patience
) -> Iterator[list[RowOutcome]]:
    """Yield the outcomes of the file's rows, batch by batch.

    A batch that was broken off is sent again: its command ids are the same, so the
    register gives the same answers.
    """
    for batch in batches(file.rows):
        body = {"rows": [_asked(file.digest, row, client) for row in batch]}
        answers = rows_of(
            patience.persist(
                lambda body=body: client.post(
                    "applications", "/api/applications/batch", body
                )
            ),
            "answers",
        )
        if len(answers) != len(batch):
            raise Failed(
                f"The applications service answered {len(answers)} of "
                f"{len(batch)} rows."
            )
        yield [
            outcome_of(answer, row.external_ref, application_id(file.digest, row))
            for row, answer in zip(batch, answers, strict=True)
        ]


def batches(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Yield the rows in order, at most `BATCH_ROWS` and about `BATCH_BYTES` at once."""
    batch: list[Row] = []
    size = 0
    for row in rows:
        weight = sum(map(len, row.cells.values()))
        if batch and (len(batch) == BATCH_ROWS or size + weight > BATCH_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(row)
        size += weight
    if batch:
        yield batch


def _asked(digest: str, row: Row, client: Client) -> dict[str, object]:
    return {
        "command_id": str(command_id(digest, row, client.person or "")),
        "application_id": str(application_id(digest, row)),
        "submission": row.cells,
        # An import file is typed from forms on paper, whose signatures were seen.
        "signed_on_paper": True,
    }
