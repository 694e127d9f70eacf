"""Fees for programs: an account, what nobody owns, how it adds up, and importing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from services.applications.fees.queries import (
    FeeAccount,
    Reconciliation,
    UnmatchedLine,
    answered,
    candidates,
    list_unmatched,
    payments_of,
    read_account,
    reconcile,
)
from services.applications.fees.rules.matching import Match, Paid, Row, match
from services.applications.fees.rules.references import references_in
from shared.capability import Database
from shared.contracts.bounds import LONGEST_LINE
from shared.contracts.contract import CommandData
from shared.contracts.fees import (
    MOST_PENCE,
    PaymentMethod,
    RecordPayment,
    RecordReturnedPayment,
    RecordUnmatchedPayment,
    ReturnGround,
    UnmatchedGround,
)
from shared.errors import NotFound
from shared.eventstore.answers import Answer, AnswerOutcome, Ask
from shared.web.current import (
    CorrelationId,
    CurrentCaller,
    CurrentLooking,
    CurrentService,
    allowed,
)

router = APIRouter()

LARGEST_BATCH = 500
LARGEST_PAGE = 500
FILE_DIGEST = r"^[0-9a-f]{64}$"


class FileRow(BaseModel):
    """A row of a bank's or direct-debit file; `pence` is never negative.

    The ids follow from the file and the row, so that the same file changes nothing.
    """

    model_config = ConfigDict(extra="forbid")

    command_id: UUID
    payment_id: UUID
    paid_on: date
    pence: int = Field(ge=1, le=MOST_PENCE)
    reference: str = Field(default="", max_length=LONGEST_LINE)
    text: str = Field(default="", max_length=LONGEST_LINE)
    returned: ReturnGround | None = None


class PaymentFile(BaseModel):
    """Rows of a file in their order; a dry run records nothing."""

    model_config = ConfigDict(extra="forbid")

    file: str = Field(pattern=FILE_DIGEST)
    method: PaymentMethod
    dry_run: bool = False
    rows: list[FileRow] = Field(min_length=1, max_length=LARGEST_BATCH)


@dataclass(frozen=True, slots=True)
class RowResult:
    """What became, or would become, of a row.

    `outcome` is matched, returned, unmatched, repeated or refused; `reason` says why
    it was not matched, or refused.
    """

    outcome: str
    application_id: UUID | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class FileResult:
    """What became of each row, in order."""

    rows: list[RowResult]


@dataclass(frozen=True, slots=True)
class UnmatchedPayments:
    """A page of payments of nobody's; `next` asks for the page after it."""

    payments: Sequence[UnmatchedLine]
    next: UUID | None


@router.get(
    "/api/fees/reconciliation", dependencies=[allowed("applications.reconcile-fees")]
)
async def reconciliation(
    service: CurrentService,
    file: Annotated[str | None, Query(pattern=FILE_DIGEST)] = None,
) -> Reconciliation:
    """Return how the money adds up, of everything or of one imported file."""
    async with service.read() as database:
        return await reconcile(database, file)


@router.get(
    "/api/fees/unmatched", dependencies=[allowed("applications.list-unmatched")]
)
async def unmatched(
    service: CurrentService,
    looking: CurrentLooking,
    after: UUID | None = None,
    limit: Annotated[int, Query(ge=1, le=LARGEST_PAGE)] = LARGEST_PAGE,
) -> UnmatchedPayments:
    """Return payments of which nobody knows whose they are, oldest first."""
    async with service.read() as database:
        lines = await list_unmatched(database, after, limit)
    looking.results = len(lines)
    following = lines[-1].payment_id if len(lines) == limit else None
    return UnmatchedPayments(lines, following)


@router.get(
    "/api/fees/{application_id}", dependencies=[allowed("applications.read-fees")]
)
async def account(
    application_id: UUID, service: CurrentService, caller: CurrentCaller
) -> FeeAccount:
    """Return what is owed and paid for an application."""
    async with service.read() as database:
        found = await read_account(database, application_id, caller.actor)
    if found is None:
        raise NotFound("No fee has fallen due for this application.")
    return found


@router.post("/api/fees/import", dependencies=[allowed("applications.import-payments")])
async def import_payments(
    payments: PaymentFile,
    service: CurrentService,
    caller: CurrentCaller,
    correlation: CorrelationId,
) -> FileResult:
    """Match each row of a file, and record it unless it is a dry run."""
    async with service.read() as database:
        before = await answered(database, {row.command_id for row in payments.rows})
        matches = await _matched(database, payments, before, caller.actor)
    results = [_result(row, matches.get(row.payment_id)) for row in payments.rows]
    if payments.dry_run or not matches:
        return FileResult(results)
    # One that came before is not asked again: it may match otherwise by now.
    new = [row for row in payments.rows if row.payment_id in matches]
    asks = [
        Ask(
            row.command_id,
            _command(row, payments, matches[row.payment_id]),
            caller.actor,
            correlation,
        )
        for row in new
    ]
    answers = await service.execute(asks)
    refusals = {
        row.payment_id: _refused(answer)
        for row, answer in zip(new, answers, strict=True)
        if answer.outcome is AnswerOutcome.REFUSED
    }
    return FileResult(
        [
            refusals.get(row.payment_id, result)
            for row, result in zip(payments.rows, results, strict=True)
        ]
    )


async def _matched(
    database: Database, payments: PaymentFile, before: frozenset[UUID], actor: str
) -> dict[UUID, Match | UnmatchedGround]:
    """Return whose each new row is, each seeing those before it."""
    rows = [
        Row(
            payment_id=row.payment_id,
            pence=row.pence,
            paid_on=row.paid_on,
            method=payments.method,
            returned=row.returned is not None,
            file=payments.file,
            references=references_in(row.reference, row.text),
            sender_reference=row.reference.strip(),
        )
        for row in payments.rows
        if row.command_id not in before
    ]
    accounts = await candidates(database, rows, actor)
    paid = await payments_of(database, {one.application_id for one in accounts})
    matches: dict[UUID, Match | UnmatchedGround] = {}
    for row in rows:
        found = match(row, accounts, paid)
        matches[row.payment_id] = found
        if isinstance(found, Match):
            paid = _after(row, found, paid)
    return matches


def _after(row: Row, found: Match, paid: list[Paid]) -> list[Paid]:
    """Return the payments as they are once the row is recorded."""
    if found.returns is None:
        new = Paid(
            row.payment_id,
            found.application_id,
            row.pence,
            row.paid_on,
            row.method,
            row.file,
            returned=False,
        )
        return [*paid, new]
    return [
        replace(one, returned=True) if one.payment_id == found.returns else one
        for one in paid
    ]


def _command(
    row: FileRow, payments: PaymentFile, found: Match | UnmatchedGround
) -> CommandData:
    text = " ".join(filter(None, (row.reference.strip(), row.text.strip()))) or None
    if isinstance(found, UnmatchedGround):
        return RecordUnmatchedPayment(
            payment_id=row.payment_id,
            pence=row.pence,
            paid_on=row.paid_on,
            method=payments.method,
            reason=found,
            returned=row.returned is not None,
            file=payments.file,
            text=text and text[:LONGEST_LINE],
        )
    if found.returns is not None:
        return RecordReturnedPayment(
            application_id=found.application_id,
            payment_id=found.returns,
            returned_on=row.paid_on,
            reason=row.returned or ReturnGround.OTHER,
            file=payments.file,
        )
    return RecordPayment(
        application_id=found.application_id,
        payment_id=row.payment_id,
        pence=row.pence,
        paid_on=row.paid_on,
        method=payments.method,
        file=payments.file,
        text=text and text[:LONGEST_LINE],
    )


def _result(row: FileRow, found: Match | UnmatchedGround | None) -> RowResult:
    if found is None:
        return RowResult("repeated")
    if isinstance(found, UnmatchedGround):
        return RowResult("unmatched", reason=found.value)
    outcome = "matched" if row.returned is None else "returned"
    return RowResult(outcome, found.application_id)


def _refused(answer: Answer) -> RowResult:
    return RowResult("refused", reason=answer.code)
