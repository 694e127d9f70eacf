"""What every form of a trail offers."""

from collections.abc import Iterator
from typing import Protocol

from oversight.trails.trail import TrailEntry


class Form(Protocol):
    """One document on its way out: begun, given its entries in order, and ended."""

    def begin(self) -> bytes:
        """Return the document's beginning."""
        ...

    def add(self, found: TrailEntry) -> bytes:
        """Return what the next entry adds, which may come later."""
        ...

    def end(self) -> Iterator[bytes]:
        """Yield the rest of the document."""
        ...
