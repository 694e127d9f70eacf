"""The tables of fees follow its events, and take in which applications there are."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from itertools import groupby
from types import MappingProxyType
from typing import TypeAlias, TypeVar, cast
from uuid import UUID

from services.applications.matters import Matter, open_matters, settle_matters
from shared.capability import Database, Holding, Recorded
from shared.contracts.applications import ApplicationSubmitted
from shared.contracts.contract import EventData
from shared.contracts.fees import (
    FeeDue,
    FeePaid,
    FeeRefunded,
    FeeReturned,
    FeeWaived,
    PaymentAllocated,
    PaymentDismissed,
    PaymentUnmatched,
)
from shared.contracts.retention import RecordClass

EventT = TypeVar("EventT", bound=EventData)
Projection: TypeAlias = Callable[[Database, Sequence[Recorded]], Awaitable[None]]

MATTER = "fee"
DETAIL = "outstanding"

CAME = """
INSERT INTO fee_accounts (application_id, person_id, route, external_ref)
VALUES ($1, $2, $3, $4)
ON CONFLICT DO NOTHING
"""

DUE = """
UPDATE fee_accounts
   SET reference = $2, due_on = greatest(due_on, $3), due_pence = due_pence + $4,
       before_admission = before_admission OR $5
 WHERE application_id = $1
"""

PAYMENT = """
INSERT INTO fee_payments (
    payment_id, application_id, person_id, pence, paid_on, method, file, payer, text)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
ON CONFLICT DO NOTHING
"""

RETURNED = "UPDATE fee_payments SET returned_on = $2 WHERE payment_id = $1"

PAID = """
UPDATE fee_accounts SET paid_pence = paid_pence + $2 WHERE application_id = $1
"""

TAKEN_BACK = """
UPDATE fee_accounts SET returned_pence = returned_pence + $2 WHERE application_id = $1
"""

REFUNDED = """
UPDATE fee_accounts SET refunded_pence = refunded_pence + $2 WHERE application_id = $1
"""

WAIVED = """
UPDATE fee_accounts SET waived_pence = waived_pence + $2 WHERE application_id = $1
"""

UNMATCHED = """
INSERT INTO unmatched_payments (
    payment_id, status, pence, paid_on, method, reason, returned, file, payer, text,
    person_id)
VALUES ($1, 'open', $2, $3, $4, $5, $6, $7, $8, $9, $10)
ON CONFLICT DO NOTHING
"""

SETTLED = """
UPDATE unmatched_payments
   SET status = $2, payer = NULL, text = NULL
 WHERE payment_id = $1
"""

BEFORE_ADMISSION = """
SELECT application_id, outstanding_pence > 0 AS owes
  FROM fee_accounts
 WHERE application_id = ANY($1::uuid[]) AND before_admission
"""

HOLDS = (
    Holding(
        "fee_accounts",
        RecordClass.APPLICATION,
        """
        UPDATE fee_accounts
           SET person_id = NULL, external_ref = NULL
         WHERE person_id = $1
        """,
    ),
    Holding(
        "fee_payments",
        RecordClass.APPLICATION,
        """
        UPDATE fee_payments
           SET person_id = NULL, payer = NULL, text = NULL
         WHERE person_id = $1
        """,
    ),
    Holding(
        "unmatched_payments",
        RecordClass.APPLICATION,
        """
        UPDATE unmatched_payments
           SET person_id = NULL, payer = NULL, text = NULL
         WHERE person_id = $1
        """,
    ),
)
"""What the tables of fees hold of a person; amounts and days stay."""


async def project(database: Database, recorded: Sequence[Recorded]) -> None:
    """Bring the tables and the open matters up to these events, kind by kind."""
    for kind, run in groupby(recorded, key=lambda one: type(one.event)):
        projection = _PROJECTED.get(kind)
        if projection is not None:
            await projection(database, list(run))
    await _keep_matters(database, recorded)


async def take_in(database: Database, recorded: Sequence[Recorded]) -> None:
    """Take in each application, for which fees may fall due."""
    rows = [
        (event.application_id, event.person_id, event.route, event.external_ref)
        for event in (one.event for one in recorded)
        if isinstance(event, ApplicationSubmitted)
    ]
    if rows:
        await database.executemany(CAME, rows)


async def _due(database: Database, recorded: Sequence[Recorded]) -> None:
    rows = [
        (e.application_id, e.reference, e.due_on, e.pence, e.before_admission)
        for e in _each(recorded, FeeDue)
    ]
    await database.executemany(DUE, rows)


async def _paid(database: Database, recorded: Sequence[Recorded]) -> None:
    events = _each(recorded, FeePaid)
    rows = [
        (
            event.payment_id,
            event.application_id,
            event.person_id,
            event.pence,
            event.paid_on,
            event.method.value,
            event.file,
            event.payer,
            event.text,
        )
        for event in events
    ]
    await database.executemany(PAYMENT, rows)
    await database.executemany(PAID, [(e.application_id, e.pence) for e in events])


async def _returned(database: Database, recorded: Sequence[Recorded]) -> None:
    events = _each(recorded, FeeReturned)
    days = [(event.payment_id, event.returned_on) for event in events]
    await database.executemany(RETURNED, days)
    amounts = [(event.application_id, event.pence) for event in events]
    await database.executemany(TAKEN_BACK, amounts)


async def _refunded(database: Database, recorded: Sequence[Recorded]) -> None:
    rows = [(e.application_id, e.pence) for e in _each(recorded, FeeRefunded)]
    await database.executemany(REFUNDED, rows)


async def _waived(database: Database, recorded: Sequence[Recorded]) -> None:
    rows = [(e.application_id, e.pence) for e in _each(recorded, FeeWaived)]
    await database.executemany(WAIVED, rows)


async def _unmatched(database: Database, recorded: Sequence[Recorded]) -> None:
    rows = [
        (
            event.payment_id,
            event.pence,
            event.paid_on,
            event.method.value,
            event.reason.value,
            event.returned,
            event.file,
            event.payer,
            event.text,
            event.person_id,
        )
        for event in _each(recorded, PaymentUnmatched)
    ]
    await database.executemany(UNMATCHED, rows)


async def _allocated(database: Database, recorded: Sequence[Recorded]) -> None:
    rows = [(e.payment_id, "allocated") for e in _each(recorded, PaymentAllocated)]
    await database.executemany(SETTLED, rows)


async def _dismissed(database: Database, recorded: Sequence[Recorded]) -> None:
    rows = [(e.payment_id, "dismissed") for e in _each(recorded, PaymentDismissed)]
    await database.executemany(SETTLED, rows)


async def _keep_matters(database: Database, recorded: Sequence[Recorded]) -> None:
    """Open what is owed before admission as a matter, and settle what is paid."""
    at = {
        cast("UUID", vars(one.event)["application_id"]): one.envelope.time
        for one in recorded
        if "application_id" in vars(one.event)
    }
    if not at:
        return
    rows = await database.fetch(BEFORE_ADMISSION, list(at))
    owing = [row["application_id"] for row in rows if row["owes"]]
    paid = [row["application_id"] for row in rows if not row["owes"]]
    if owing:
        matters = [Matter(one, MATTER, DETAIL, at[one]) for one in owing]
        await open_matters(database, matters)
    if paid:
        await settle_matters(database, [(one, MATTER, DETAIL) for one in paid])


def _each(recorded: Sequence[Recorded], contract: type[EventT]) -> list[EventT]:
    return [one.event for one in recorded if isinstance(one.event, contract)]


_PROJECTED: Mapping[type[EventData], Projection] = MappingProxyType(
    {
        FeeDue: _due,
        FeePaid: _paid,
        FeeReturned: _returned,
        FeeRefunded: _refunded,
        FeeWaived: _waived,
        PaymentUnmatched: _unmatched,
        PaymentAllocated: _allocated,
        PaymentDismissed: _dismissed,
    }
)
