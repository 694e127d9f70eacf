"""Checking another register: what it says, and whether that settles the matter."""

from collections.abc import Sequence

from services.applications.applying.commands import (
    CheckRegistrationElsewhere,
    Person,
    Said,
)
from services.applications.applying.deciding.events import Event
from services.applications.applying.rules.chain import is_untied
from services.applications.applying.rules.numbers import compared
from services.applications.applying.rules.refusals import Reason, is_code, refused
from services.applications.applying.state import Returned, State, Unsubmitted
from shared.contracts.elsewhere import Compared, Found, RegistrationElsewhereChecked

UNSETTLED = frozenset({Found.SANCTIONED})
"""Findings that leave the matter open: nobody moves here while sanctioned there."""


def check_elsewhere(
    command: CheckRegistrationElsewhere, state: State
) -> Sequence[Event]:
    """Return the check as it was made; the same finding again is quiet.

    It is recorded whatever became of the application since: an appeal may still admit
    the applicant (domain §7.1).
    """
    if isinstance(state, Unsubmitted | Returned):
        raise refused(Reason.NOT_SUBMITTED)
    is_untied(command.checker, command.beside)
    if command.found is None:
        raise refused(Reason.NOTHING_FOUND)
    if not is_code(command.source):
        raise refused(Reason.BAD_SOURCE)
    numbers = compared(command.declared, command.number, command.found)
    settled = command.found not in UNSETTLED and _is_explained(command, numbers)
    said = Said(command.found, numbers, settled)
    if command.before.get(command.source) == said:
        return []
    person = command.person or Person()
    return [
        RegistrationElsewhereChecked(
            application_id=command.application_id,
            settled=settled,
            source=command.source,
            person_id=person.person_id,
            found=command.found,
            explanation=command.explanation,
            number=command.number,
            compared=numbers,
        )
    ]


def _is_explained(command: CheckRegistrationElsewhere, numbers: Compared) -> bool:
    """Tell whether nothing differs, or a person looked and says what they found."""
    if numbers is not Compared.DIFFERS:
        return True
    if command.explained and not (command.explanation or "").strip():
        raise refused(Reason.DIFFERENCE_UNEXPLAINED)
    return command.explained
