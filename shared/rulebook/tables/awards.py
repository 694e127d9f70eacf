"""What an award leads to: the table by which eligibility is decided (domain §7.4).

It guides and it flags. Nobody is refused by it: a person decides (domain §7.9).
"""

from enum import StrEnum
from functools import cached_property
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from shared.names import run_together
from shared.rulebook.tables.rule import Code, Rule, Text

Year = Annotated[int, Field(strict=True, ge=1900, le=2200)]


class Leads(StrEnum):
    """Where an award leads: to a primary route, to equivalence, or nowhere yet."""

    PRIMARY = "primary"
    EQUIVALENCE = "equivalence"
    NOT_YET = "not-yet-eligible"


class Lack(StrEnum):
    """The shortfalls that eligibility itself finds; every table of awards says them."""

    INTAKE_YEAR = "intake-year"
    ACCREDITED_PROGRAMME = "accredited-programme"
    ACCREDITED_COHORT = "accredited-cohort"
    AWARD_IN_SCOPE = "award-in-scope"
    OPEN_ROUTE = "open-route"


class Accredited(BaseModel):
    """What an award leads to for a cohort whose programme was accredited."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    leads_to: Leads
    routes: tuple[Code, ...] = Field(min_length=1)


class Award(Rule):
    """An award, the ways in which people write it, and what it leads to.

    With no `routes` it leads to every route of its kind; with no `scopes` it is for
    all of them. `missing` names shortfalls. `accredited` is what it leads to instead
    for a cohort that the programmes name.
    """

    code: Code
    title: Text
    names: tuple[Text, ...] = ()
    leads_to: Leads
    routes: tuple[Code, ...] = ()
    scopes: tuple[Code, ...] = ()
    missing: tuple[Code, ...] = ()
    accredited: Accredited | None = None

    @cached_property
    def spellings(self) -> frozenset[str]:
        """Return its code, title and names as they are compared."""
        return frozenset(map(spelling, (self.code, self.title, *self.names)))


class Programme(Rule):
    """A programme whose cohorts are accredited, from one year of intake to another.

    Without `last_intake` it is accredited still.
    """

    code: Code
    institution: Text
    title: Text
    award: Code
    scopes: tuple[Code, ...] = Field(min_length=1)
    first_intake: Year
    last_intake: Year | None = None
    accredited_by: Code

    def accredits(self, intake: int) -> bool:
        """Tell whether who began in this year is of an accredited cohort."""
        last = self.last_intake
        return self.first_intake <= intake and (last is None or intake <= last)


class Shortfall(Rule):
    """What somebody may lack for a route, in a sentence that says what to do."""

    code: Code
    sentence: Text


class Signpost(Rule):
    """Another register for what people ask of this one, under every name they use.

    `body` is a code of the directory of bodies.
    """

    code: Code
    names: tuple[Text, ...] = Field(min_length=1)
    body: Code
    sentence: Text
    link_text: Text
    link: Annotated[str, Field(pattern=r"^https://[a-z0-9.-]+/\S*$")]

    @cached_property
    def spellings(self) -> frozenset[str]:
        """Return its code and names as they are compared."""
        return frozenset(map(spelling, (self.code, *self.names)))


def spelling(text: str) -> str:
    """Return a name without regard to case, accents, spaces and punctuation."""
    return "".join(letter for letter in run_together(text) if letter.isalnum())
