"""Events and commands of what is done to many cases at once (domain §8, 15)."""

from typing import Annotated, ClassVar, TypeAlias
from uuid import UUID

from pydantic import Field

from shared.contracts.bounds import Code
from shared.contracts.bulk import ActionFinished, ActionPrepared, ActionReleased
from shared.contracts.contract import CommandData, EventData

MOST_CASES = 1_000
"""So many ids fit an entry of the log, with room to spare."""

Cases: TypeAlias = Annotated[
    tuple[UUID, ...], Field(min_length=1, max_length=MOST_CASES)
]
"""Cases, each by its id."""


class CasesActionPrepared(ActionPrepared):
    """An action on many cases was tried dry, and names those it would touch.

    `items` are the cases, `target` is the assessor who is to have them, empty for the
    pool; `excluded` counts by reason the cases that were chosen and are not touched.
    """

    TYPE: ClassVar[str] = "register.assessment.cases-action-prepared.v1"


class CasesActionReleased(ActionReleased):
    """A second registrar released an action on many cases, which is carried out."""

    TYPE: ClassVar[str] = "register.assessment.cases-action-released.v1"


class CasesActionFinished(ActionFinished):
    """Every case of an action had its turn; `left` are those that were refused."""

    TYPE: ClassVar[str] = "register.assessment.cases-action-finished.v1"


class AssignCases(CommandData):
    """Try dry, for another to release, that the free seats of these cases are filled.

    `to` names the assessor who is to have a seat of each; without it the pool is asked.
    """

    TYPE: ClassVar[str] = "register.assessment.assign-cases.v1"

    bulk_id: UUID
    cases: Cases
    to: Code | None = None


class RemindOfCases(CommandData):
    """Try dry, for another to release, reminding whoever owes a word on these cases."""

    TYPE: ClassVar[str] = "register.assessment.remind-of-cases.v1"

    bulk_id: UUID
    cases: Cases


class ReleaseCasesAction(CommandData):
    """Release an action on many cases that another prepared, naming its items."""

    TYPE: ClassVar[str] = "register.assessment.release-cases-action.v1"

    bulk_id: UUID
    items_digest: Code


EVENTS: tuple[type[EventData], ...] = (
    CasesActionPrepared,
    CasesActionReleased,
    CasesActionFinished,
)
COMMANDS: tuple[type[CommandData], ...] = (
    AssignCases,
    RemindOfCases,
    ReleaseCasesAction,
)
