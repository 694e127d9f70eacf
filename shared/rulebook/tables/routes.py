"""The routes into the register, and what each asks of who takes it (domain §1.1)."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from shared.rulebook.tables.rule import Code, Rule, Text
from shared.rulebook.tables.scopes import Opening


class AssessedBy(StrEnum):
    """How assessors judge: by one recommendation, or standard by standard."""

    RECOMMENDATION = "recommendation"
    STANDARDS = "standards"


class Entrance(StrEnum):
    """Whom a route is for, as far as their award goes."""

    PRIMARY = "primary"
    EQUIVALENCE = "equivalence"
    ANY_AWARD = "any-award"


class Standing(StrEnum):
    """Whether one must, or must not, be on the register to take a route."""

    EITHER = "either"
    REGISTERED = "registered"
    REGISTERED_BEFORE = "registered-before"
    UNREGISTERED = "unregistered"


class Evidence(BaseModel):
    """A kind of document that a route asks for; its source is the route's."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Code
    title: Text
    required: bool = True


class Route(Rule):
    """A route to registration, and the scopes that may be entered by it.

    `levels` are the levels of practice that it leads to, none where it leads to
    registration itself.
    """

    code: Code
    title: Text
    scopes: tuple[Code, ...] = Field(min_length=1)
    open: Opening = Opening.FORM
    entrance: Entrance = Entrance.ANY_AWARD
    assessed_by: AssessedBy = AssessedBy.RECOMMENDATION
    standing: Standing = Standing.EITHER
    levels: tuple[Code, ...] = ()
    evidence: tuple[Evidence, ...] = ()
