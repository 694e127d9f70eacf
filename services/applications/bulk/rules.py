"""The rules of a bulk action (domain §8, 15), and of moving a scope."""

from datetime import date
from enum import StrEnum

from services.applications.bulk.commands import PrepareMove
from shared.errors import Refused
from shared.rulebook.tables.transferring import Transfer

MOVE_SCOPE = "move-scope"
RULE = "domain §8, 15"
MOVING = "domain §7.1"


class Reason(StrEnum):
    """Why a bulk action is refused."""

    UNKNOWN_SCOPE = "unknown-scope"
    NO_TRANSFER = "no-transfer"
    TRANSFER_NOT_DUE = "transfer-not-due"
    TOO_MANY = "too-many"
    NOTHING_TO_MOVE = "nothing-to-move"
    NOT_PREPARED = "not-prepared"
    PREPARED_OTHERWISE = "prepared-otherwise"
    SAME_PERSON = "same-person"
    OTHER_ITEMS = "other-items"


def due_transfer(command: PrepareMove) -> Transfer:
    """Return the move that the rulebook has for the scope, on its day or later."""
    if command.footing is None:
        raise Refused(
            Reason.UNKNOWN_SCOPE.value,
            f"The register has no scope '{command.scope}'.",
            "domain §2.2",
        )
    if command.transfer is None:
        raise Refused(
            Reason.NO_TRANSFER.value,
            f"The rulebook in force moves no entries to the scope '{command.scope}'.",
            MOVING,
        )
    if command.today < command.transfer.transfer_on:
        raise Refused(
            Reason.TRANSFER_NOT_DUE.value,
            f"The entries of '{command.scope}' move on"
            f" {_spoken(command.transfer.transfer_on)}, not before.",
            MOVING,
        )
    return command.transfer


def require_some_and_not_too_many(command: PrepareMove) -> None:
    """An action has at least one item, and no more than the rulebook allows."""
    if not command.items.count:
        raise Refused(
            Reason.NOTHING_TO_MOVE.value,
            f"Every entry of '{command.scope}' is {command.footing} already.",
            MOVING,
        )
    if command.items.count > command.most:
        raise Refused(
            Reason.TOO_MANY.value,
            f"The action has {command.items.count} items, and the rulebook allows"
            f" {command.most} at once.",
            RULE,
        )


def prepared_otherwise() -> Refused:
    """Return the refusal to prepare another action under an id that is taken."""
    return Refused(
        Reason.PREPARED_OTHERWISE.value,
        "Another action was prepared under this id; a new one takes an id of its own.",
        RULE,
    )


def not_prepared() -> Refused:
    """Return the refusal to release what nobody prepared."""
    return Refused(
        Reason.NOT_PREPARED.value, "No action was prepared under this id.", RULE
    )


def same_person() -> Refused:
    """Return the refusal to release what one prepared oneself."""
    return Refused(
        Reason.SAME_PERSON.value,
        "Whoever prepared an action does not release it: that takes a second person.",
        RULE,
    )


def other_items() -> Refused:
    """Return the refusal to release other items than were prepared."""
    return Refused(
        Reason.OTHER_ITEMS.value,
        "The items are not those that were prepared: prepare the action once more.",
        RULE,
    )


def _spoken(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
