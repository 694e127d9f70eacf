"""Which of the cases chosen an action would touch now, and why not the others."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from services.assessment.chosen_cases import Standing, standings_of
from shared.bulk.commands import Items, Objection, Selection
from shared.bulk.rules import RULE, digest_of
from shared.capability import Database

ASSIGN_CASES = "assign-cases"
REMIND_OF_CASES = "remind-of-cases"

NOTHING_TO_DO = Objection(
    "nothing-to-do", "None of the cases chosen would be touched.", RULE
)
OWN_CASE = Objection("own-case", "Nobody names themself for a case.", "domain §8, 1")


async def cases_to_assign(
    database: Database, selection: Selection, actor: str
) -> Items:
    """Return the cases with a free seat, which the assessor named could have.

    Conflicts are computed as each seat is filled: such a case is refused on its own.
    """
    found = await standings_of(database, selection.chosen, selection.target, actor)
    return _items(selection.chosen, found, _against_assigning)


async def cases_to_remind_of(
    database: Database, selection: Selection, actor: str
) -> Items:
    """Return the cases in which somebody owes a word."""
    found = await standings_of(database, selection.chosen, "", actor)
    return _items(selection.chosen, found, _against_reminding)


def _against_assigning(case: Standing) -> str | None:
    if case.concluded:
        return "concluded"
    if not case.free_seats:
        return "no-free-seat"
    return case.against_assessor


def _against_reminding(case: Standing) -> str | None:
    if case.concluded:
        return "concluded"
    return None if case.owing else "nobody-to-remind"


def _items(
    chosen: Sequence[str],
    found: Mapping[str, Standing],
    against: Callable[[Standing], str | None],
) -> Items:
    reasons = {
        one: against(found[one]) if one in found else "no-such-case"
        for one in dict.fromkeys(chosen)
    }
    touched = tuple(one for one, reason in reasons.items() if reason is None)
    excluded = Counter(reason for reason in reasons.values() if reason)
    return Items(
        len(touched), digest_of(touched), tuple(sorted(excluded.items())), touched
    )
