"""How an entry of the register is numbered."""

from typing import Annotated

from pydantic import Field

from shared.rulebook.tables.rule import Count, Rule


class Numbering(Rule):
    """How registration numbers are formed: prefix, then the number padded to digits."""

    prefix: Annotated[str, Field(pattern=r"^[A-Z]{0,8}$")]
    digits: Count
    first: Count

    def number(self, sequence: int) -> str:
        """Return the number of the entry that is `sequence`-th, counted from 1."""
        return f"{self.prefix}{self.first + sequence - 1:0{self.digits}}"
