"""What can be asked of returned mail."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias
from uuid import UUID


@dataclass(frozen=True, slots=True)
class SetAside:
    """Pieces of mail, by their digests, are not believed for one reason."""

    returned_id: UUID
    reason: str
    digests: tuple[str, ...]
    now: datetime


Command: TypeAlias = SetAside
