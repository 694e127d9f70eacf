"""What deciding about money must know: the account, and where a payment is already."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from uuid import UUID, uuid4  # noqa: TID251 - drawn once, outside the pure core

from services.applications.fees.commands import (
    Allocate,
    ByStaff,
    ChargeFees,
    Command,
    Dismiss,
    KeepUnmatched,
    ReceivePayment,
)
from services.applications.ties import tied_to
from shared.capability import Database
from shared.contracts.contract import EventData
from shared.contracts.fees import FeePaid

ACCOUNTS = """
SELECT application_id, route, person_id, reference IS NOT NULL AS owes
  FROM fee_accounts
 WHERE application_id = ANY($1::uuid[])
"""

PAYMENTS = """
SELECT payment_id, application_id
  FROM fee_payments
 WHERE payment_id = ANY($1::uuid[])
"""


@dataclass(frozen=True, slots=True)
class KnownAccount:
    """The route of an application, whose it is, and whether it owes anything."""

    route: str | None = None
    person_id: UUID | None = None
    owes: bool = False


NO_ACCOUNT = KnownAccount()


@dataclass(frozen=True, slots=True)
class Known:
    """The accounts of a batch, which application has which payment, and who is tied."""

    accounts: Mapping[UUID, KnownAccount] = field(
        default_factory=lambda: MappingProxyType({})
    )
    payments: Mapping[UUID, UUID] = field(default_factory=lambda: MappingProxyType({}))
    ties: Mapping[UUID, frozenset[str]] = field(
        default_factory=lambda: MappingProxyType({})
    )

    def tied(self, application_id: UUID) -> frozenset[str]:
        """Return who is tied to an application."""
        return self.ties.get(application_id, frozenset())


class KnownAccounts:
    """Loads accounts and payments; one batch at a time says where a payment goes.

    Whoever an unmatched payment is from gets an id that is drawn, not derived.
    """

    def __init__(self, new_person: Callable[[], UUID] = uuid4) -> None:
        self.turn: str | None = "fees"
        self.new_person = new_person

    async def load(self, database: Database, commands: Sequence[Command]) -> Known:
        """Return what the commands of a batch must know."""
        applications = [
            command.application_id
            for command in commands
            if not isinstance(command, KeepUnmatched | Dismiss)
            and not (isinstance(command, ChargeFees) and command.route is not None)
        ]
        payments = [
            command.payment_id
            for command in commands
            if isinstance(command, ReceivePayment)
        ]
        accounts = await database.fetch(ACCOUNTS, applications) if applications else ()
        found = await database.fetch(PAYMENTS, payments) if payments else ()
        by_staff = {
            command.application_id
            for command in commands
            if isinstance(command, ByStaff) and command.actor is not None
        }
        return Known(
            {
                row["application_id"]: KnownAccount(
                    row["route"], row["person_id"], row["owes"]
                )
                for row in accounts
            },
            {row["payment_id"]: row["application_id"] for row in found},
            await tied_to(database, by_staff),
        )

    def inform(self, command: Command, known: Known) -> Command:
        """Return the command with what its rules must know."""
        match command:
            case KeepUnmatched():
                return replace(command, payer_id=self.new_person())
            case Dismiss():
                return command
            case Allocate(application_id=application_id):
                account = known.accounts.get(application_id, NO_ACCOUNT)
                tied = known.tied(application_id)
                return replace(command, owes=account.owes, tied=tied)
            case ChargeFees(route=str()):
                return command
            case _:
                return _informed(command, known)

    def learn(self, known: Known, event: EventData) -> Known:
        """Return what is known after a payment was recorded."""
        if not isinstance(event, FeePaid):
            return known
        payments = {**known.payments, event.payment_id: event.application_id}
        return replace(known, payments=payments)


def _informed(command: Command, known: Known) -> Command:
    if isinstance(command, KeepUnmatched | Dismiss | Allocate):
        return command
    account = known.accounts.get(command.application_id, NO_ACCOUNT)
    if isinstance(command, ChargeFees):
        return replace(command, route=account.route, person_id=account.person_id)
    command = replace(
        command,
        person_id=account.person_id,
        tied=known.tied(command.application_id),
    )
    if isinstance(command, ReceivePayment):
        at = known.payments.get(command.payment_id, command.application_id)
        return replace(command, elsewhere=at != command.application_id)
    return command
