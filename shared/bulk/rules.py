"""The rules of every bulk action (domain §8, 15): dry first, four eyes, a cap."""

from collections.abc import Iterable
from enum import StrEnum
from hashlib import sha256

from shared.bulk.commands import Prepare
from shared.errors import Refused

RULE = "domain §8, 15"


class Reason(StrEnum):
    """Why a bulk action is refused, whatever it does."""

    TOO_MANY = "too-many"
    NOT_PREPARED = "not-prepared"
    PREPARED_OTHERWISE = "prepared-otherwise"
    SAME_PERSON = "same-person"
    OTHER_ITEMS = "other-items"


def require_possible(command: Prepare) -> None:
    """Return where the kind objects to nothing, and there are some, and not too many.

    An action has at least one item, and no more than the rulebook allows.
    """
    if command.against is not None:
        raise command.against.refused()
    if not command.items.count:
        raise command.nothing.refused()
    if command.items.count > command.most:
        raise Refused(
            Reason.TOO_MANY.value,
            f"The action has {command.items.count} items, and the rulebook allows"
            f" {command.most} at once.",
            RULE,
        )


def digest_of(items: Iterable[str]) -> str:
    """Return the SHA-256 of the items' ids, sorted, one a line."""
    return sha256("\n".join(sorted(items)).encode()).hexdigest()


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
