"""What is read of fees: an account, payments of nobody's, and how it all adds up."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.applications.fees.rules.matching import Account, Paid, Row
from services.applications.ties import is_tied
from shared.capability import Database
from shared.contracts.fees import PaymentMethod

ACCOUNT = """
SELECT application_id, reference, due_on, before_admission, due_pence, waived_pence,
       paid_pence, returned_pence, refunded_pence, outstanding_pence
  FROM fee_accounts
 WHERE application_id = $1 AND reference IS NOT NULL
"""

PAYMENTS = """
SELECT payment_id, pence, paid_on, method, file, returned_on, payer, text
  FROM fee_payments
 WHERE application_id = $1
 ORDER BY paid_on, payment_id
"""

UNMATCHED = """
SELECT payment_id, pence, paid_on, method, reason, returned, file, payer, text
  FROM unmatched_payments
 WHERE status = 'open'
   AND ($1::uuid IS NULL OR (paid_on, payment_id) > (
        SELECT paid_on, payment_id FROM unmatched_payments WHERE payment_id = $1))
 ORDER BY paid_on, payment_id
 LIMIT $2
"""

TOTALS = """
SELECT coalesce(sum(due_pence), 0)::bigint AS due_pence,
       coalesce(sum(waived_pence), 0)::bigint AS waived_pence,
       coalesce(sum(paid_pence), 0)::bigint AS paid_pence,
       coalesce(sum(returned_pence), 0)::bigint AS returned_pence,
       coalesce(sum(refunded_pence), 0)::bigint AS refunded_pence,
       coalesce(sum(outstanding_pence) FILTER (WHERE outstanding_pence > 0), 0)::bigint
           AS owed_pence,
       coalesce(-sum(outstanding_pence) FILTER (WHERE outstanding_pence < 0), 0)::bigint
           AS overpaid_pence
  FROM fee_accounts
"""

RECEIVED = """
SELECT count(*) AS rows, coalesce(sum(pence), 0)::bigint AS pence
  FROM fee_payments
 WHERE ($1::text IS NULL OR file = $1)
"""

BY_STATUS = """
SELECT status, returned, count(*) AS rows, sum(pence)::bigint AS pence
  FROM unmatched_payments
 WHERE ($1::text IS NULL OR file = $1)
 GROUP BY status, returned
 ORDER BY status, returned
"""

CANDIDATES = """
SELECT application_id, reference, external_ref, outstanding_pence AS outstanding,
       EXISTS (SELECT
                 FROM application_ties t
                WHERE t.application_id = fee_accounts.application_id
                  AND t.actor = $3) AS tied
  FROM fee_accounts
 WHERE reference = ANY($1::text[])
    OR (external_ref = ANY($2::text[]) AND reference IS NOT NULL)
"""

PAID = """
SELECT payment_id, application_id, pence, paid_on, method, file,
       returned_on IS NOT NULL AS returned
  FROM fee_payments
 WHERE application_id = ANY($1::uuid[])
"""

ANSWERED = "SELECT command_id FROM answers WHERE command_id = ANY($1::uuid[])"


@dataclass(frozen=True, slots=True)
class PaymentLine:
    """A payment towards an application's fees; erased, nobody's."""

    payment_id: UUID
    pence: int
    paid_on: date
    method: str
    file: str | None
    returned_on: date | None
    payer: str | None
    text: str | None


@dataclass(frozen=True, slots=True)
class FeeAccount:
    """What is owed and paid for an application, in pence; `outstanding` may be below 0.

    `reference` is what the applicant pays under.
    """

    application_id: UUID
    reference: str
    due_on: date
    before_admission: bool
    due_pence: int
    waived_pence: int
    paid_pence: int
    returned_pence: int
    refunded_pence: int
    outstanding_pence: int
    payments: list[PaymentLine]


@dataclass(frozen=True, slots=True)
class UnmatchedLine:
    """A row of a file of which nobody knows whose it is."""

    payment_id: UUID
    pence: int
    paid_on: date
    method: str
    reason: str
    returned: bool
    file: str | None
    payer: str | None
    text: str | None


@dataclass(frozen=True, slots=True)
class Unsettled:
    """How many rows of nobody's stand where, and what they come to."""

    status: str
    returned: bool
    rows: int
    pence: int


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """How the money adds up, of everything or of one file; amounts in pence.

    What is due less what is waived and held is what is owed less overpaid. Of what
    was received: `received_pence` is of the applications, `unmatched` is nobody's yet
    (a row that was allocated is among the received as well).
    """

    due_pence: int
    waived_pence: int
    paid_pence: int
    returned_pence: int
    refunded_pence: int
    owed_pence: int
    overpaid_pence: int
    received_rows: int
    received_pence: int
    unmatched: list[Unsettled]
    reconciled: bool


async def read_account(
    database: Database, application_id: UUID, actor: str
) -> FeeAccount | None:
    """Return an application's fees; None where nothing has fallen due.

    To an actor with a tie to the application, there is none (domain §8, 1).
    """
    row = await database.fetchrow(ACCOUNT, application_id)
    if row is None or await is_tied(database, application_id, actor):
        return None
    payments = await database.fetch(PAYMENTS, application_id)
    return FeeAccount(
        **dict(row), payments=[PaymentLine(**dict(one)) for one in payments]
    )


async def list_unmatched(
    database: Database, after: UUID | None, limit: int
) -> Sequence[UnmatchedLine]:
    """Return what waits for a person to say whose it is, oldest first."""
    rows = await database.fetch(UNMATCHED, after, limit)
    return [UnmatchedLine(**dict(row)) for row in rows]


async def reconcile(database: Database, file: str | None) -> Reconciliation:
    """Return how the money adds up; received and unmatched of one file where named."""
    totals = await database.fetchrow(TOTALS)
    received = await database.fetchrow(RECEIVED, file)
    if totals is None or received is None:
        raise LookupError("A sum has one row.")
    unmatched = await database.fetch(BY_STATUS, file)
    balance = (
        totals["due_pence"]
        - totals["waived_pence"]
        - totals["paid_pence"]
        + totals["returned_pence"]
        + totals["refunded_pence"]
    )
    agrees = balance == totals["owed_pence"] - totals["overpaid_pence"]
    if file is None:
        agrees = agrees and received["pence"] == totals["paid_pence"]
    return Reconciliation(
        **dict(totals),
        received_rows=received["rows"],
        received_pence=received["pence"],
        unmatched=[Unsettled(**dict(row)) for row in unmatched],
        reconciled=agrees,
    )


async def candidates(
    database: Database, rows: Sequence[Row], actor: str
) -> list[Account]:
    """Return the applications that rows of a file may be of, which the actor sends."""
    references = sorted({one for row in rows for one in row.references})
    senders = sorted({row.sender_reference for row in rows} - {""})
    found = await database.fetch(CANDIDATES, references, senders, actor)
    return [Account(**dict(row)) for row in found]


async def payments_of(database: Database, applications: Collection[UUID]) -> list[Paid]:
    """Return the payments of these applications."""
    return [
        Paid(
            payment_id=row["payment_id"],
            application_id=row["application_id"],
            pence=row["pence"],
            paid_on=row["paid_on"],
            method=PaymentMethod(row["method"]),
            file=row["file"],
            returned=row["returned"],
        )
        for row in await database.fetch(PAID, list(applications))
    ]


async def answered(database: Database, commands: Collection[UUID]) -> frozenset[UUID]:
    """Return those of the commands that came before."""
    rows = await database.fetch(ANSWERED, list(commands))
    return frozenset(row["command_id"] for row in rows)
