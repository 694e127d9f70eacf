"""Moving a scope's entries to the footing on which the scope stands (domain §7.1)."""

from datetime import date

from services.applications.footings import count_footings, entries_to_move
from shared.bulk.commands import Items, Objection, Selection
from shared.bulk.rules import digest_of
from shared.capability import Database
from shared.rulebook.tables.transferring import Transfer

MOVE_SCOPE = "move-scope"
MOVING = "domain §7.1"
ALL = 2**31 - 1


def against_moving(
    scope: str, footing: str | None, transfer: Transfer | None, today: date
) -> Objection | None:
    """Return what stands against a move: the rulebook has one, from its day on.

    `footing` is None where the register has no such scope.
    """
    if footing is None:
        sentence = f"The register has no scope '{scope}'."
        return Objection("unknown-scope", sentence, "domain §2.2")
    if transfer is None:
        sentence = f"The rulebook in force moves no entries to the scope '{scope}'."
        return Objection("no-transfer", sentence, MOVING)
    if today < transfer.transfer_on:
        day = f"{transfer.transfer_on.day} {transfer.transfer_on:%B %Y}"
        sentence = f"The entries of '{scope}' move on {day}, not before."
        return Objection("transfer-not-due", sentence, MOVING)
    return None


def nothing_to_move(scope: str, footing: str | None) -> Objection:
    """Return what is said where every entry has moved."""
    sentence = f"Every entry of '{scope}' is {footing or 'nowhere'} already."
    return Objection("nothing-to-move", sentence, MOVING)


async def items_of_move(database: Database, selection: Selection, _actor: str) -> Items:
    """Return which entries would move to a footing, and which stand on it already.

    A scope moves as a whole, whoever asks.
    """
    scope, footing = selection.subject, selection.target
    moving = await entries_to_move(database, scope, footing, "", ALL)
    there = (await count_footings(database)).get(scope, {}).get(footing, 0)
    excluded = (("on-this-footing-already", there),) if there else ()
    digest = digest_of(str(each.application_id) for each in moving)
    return Items(len(moving), digest, excluded)
