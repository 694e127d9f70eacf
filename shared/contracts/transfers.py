"""Events and commands of bulk actions, and of scopes that move."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from shared.contracts.bounds import Code
from shared.contracts.bulk import ActionFinished, ActionPrepared, ActionReleased
from shared.contracts.contract import CommandData, EventData


class BulkPrepared(ActionPrepared):
    """A bulk action was tried dry: how many items it has, and how many were left out.

    `items_digest` is the SHA-256 of the sorted items, in hexadecimal digits; `excluded`
    counts by reason what the action would not touch.
    """

    TYPE: ClassVar[str] = "register.applications.bulk-prepared.v1"


class BulkReleased(ActionReleased):
    """A second person released a bulk action, which is now carried out."""

    TYPE: ClassVar[str] = "register.applications.bulk-released.v1"


class BulkFinished(ActionFinished):
    """Every item of a bulk action was carried out, or is left with its own refusal."""

    TYPE: ClassVar[str] = "register.applications.bulk-finished.v1"


class EntryTransferred(EventData):
    """An entry moved, in one of its scopes, from one footing to another."""

    TYPE: ClassVar[str] = "register.applications.entry-transferred.v1"
    REASON: ClassVar[str] = "scope-moved"

    registration_number: str
    application_id: UUID
    scope: str
    from_footing: str
    footing: str
    transferred_on: date
    bulk_id: UUID


class MoveScope(CommandData):
    """Try dry, for another to release, the move of a scope to its present footing."""

    TYPE: ClassVar[str] = "register.applications.move-scope.v1"

    bulk_id: UUID
    scope: Code


class ReleaseBulk(CommandData):
    """Release a bulk action that another prepared, naming the items that it had."""

    TYPE: ClassVar[str] = "register.applications.release-bulk.v1"

    bulk_id: UUID
    items_digest: Code


EVENTS: tuple[type[EventData], ...] = (
    BulkPrepared,
    BulkReleased,
    BulkFinished,
    EntryTransferred,
)
COMMANDS: tuple[type[CommandData], ...] = (MoveScope, ReleaseBulk)
