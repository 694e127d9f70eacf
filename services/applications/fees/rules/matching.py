"""Whose a row of a bank's file is: by reference, else by exact rules, else nobody's.

Software guesses nothing: what is not exact is left to a person, with the reason.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shared.contracts.fees import PaymentMethod, UnmatchedGround


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a bank's or direct-debit file, its amount in pence."""

    payment_id: UUID
    pence: int
    paid_on: date
    method: PaymentMethod
    returned: bool
    file: str
    references: tuple[str, ...]
    sender_reference: str


@dataclass(frozen=True, slots=True)
class Account:
    """An application that owes, with what it may be told by.

    Whoever sends the file may be `tied` to it.
    """

    application_id: UUID
    reference: str
    external_ref: str | None
    outstanding: int
    tied: bool = False


@dataclass(frozen=True, slots=True)
class Paid:
    """A payment on record, which a bank may have taken back since."""

    payment_id: UUID
    application_id: UUID
    pence: int
    paid_on: date
    method: PaymentMethod
    file: str | None
    returned: bool


@dataclass(frozen=True, slots=True)
class Match:
    """Whose a row is; `returns` is the payment that it takes back."""

    application_id: UUID
    returns: UUID | None = None


def match(
    row: Row, accounts: Collection[Account], payments: Sequence[Paid]
) -> Match | UnmatchedGround:
    """Return whose the row is, or why that is for a person to say."""
    owner = _owner(row, accounts)
    if isinstance(owner, UnmatchedGround):
        return owner
    own = [paid for paid in payments if paid.application_id == owner]
    if row.returned:
        return _returned(row, owner, own)
    if any(_looks_the_same(row, paid) for paid in own):
        return UnmatchedGround.LOOKS_REPEATED
    return Match(owner)


def _owner(row: Row, accounts: Collection[Account]) -> UUID | UnmatchedGround:
    if row.references:
        owners = {a for a in accounts if a.reference in row.references}
        missing = UnmatchedGround.UNKNOWN_REFERENCE
    else:
        # The sender's own reference counts only with the very amount that is owed.
        owners = {
            account
            for account in accounts
            if row.sender_reference
            and account.external_ref == row.sender_reference
            and account.outstanding == row.pence
        }
        missing = UnmatchedGround.NO_REFERENCE
    if len(owners) > 1:
        return UnmatchedGround.AMBIGUOUS
    if not owners:
        return missing
    [owner] = owners
    # Nobody acts on an application to which they have a tie (domain §8, 1).
    return UnmatchedGround.SENDER_TIED if owner.tied else owner.application_id


def _returned(row: Row, owner: UUID, own: Sequence[Paid]) -> Match | UnmatchedGround:
    """Return the latest payment of the amount that has not been taken back."""
    taken_back = [
        paid
        for paid in own
        if paid.pence == row.pence
        and paid.method is row.method
        and not paid.returned
        and paid.paid_on <= row.paid_on
    ]
    if not taken_back:
        return UnmatchedGround.NO_PAYMENT_TO_RETURN
    latest = max(taken_back, key=lambda paid: (paid.paid_on, paid.payment_id))
    return Match(owner, latest.payment_id)


def _looks_the_same(row: Row, paid: Paid) -> bool:
    """Tell whether another file, or a receipt, told of the same money before."""
    return (
        paid.pence == row.pence
        and paid.paid_on == row.paid_on
        and paid.file != row.file
    )
