"""One dated version of a register's rules, as the services read it."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Code = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Count = Annotated[int, Field(strict=True, ge=1)]
Text = Annotated[str, Field(min_length=1)]


class RulebookFaults(ValueError):
    """A rulebook cannot be used: each of its faults, with its place in the file."""

    def __init__(self, file: str, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        super().__init__(f"{file} is not a rulebook: " + "; ".join(self.faults))


class Footing(StrEnum):
    """What a register stands on; it may differ from scope to scope (domain §7.1)."""

    VOLUNTARY = "voluntary"
    TRANSITIONAL = "transitional"
    STATUTORY = "statutory"


class Opening(StrEnum):
    """How one enters a scope: by the form, or by contacting the register first."""

    FORM = "form"
    CONTACT_ONLY = "contact-only"


class DeemedService(StrEnum):
    """When a notice counts as served (domain §7A R6)."""

    SAME_DAY = "same-day"
    NEXT_DAY = "next-day"


class Rule(BaseModel):
    """A table of the rulebook; `source` says where its values come from."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: Text


class Scope(Rule):
    """A scope of practice in which somebody may be registered (domain §2.2)."""

    code: Code
    title: Text
    group: Text
    footing: Footing
    open: Opening


class Route(Rule):
    """A route to registration, and the scopes that may be entered by it."""

    code: Code
    title: Text
    scopes: tuple[Code, ...] = Field(min_length=1)


class Numbering(Rule):
    """How registration numbers are formed: prefix, then the number padded to digits."""

    prefix: Annotated[str, Field(pattern=r"^[A-Z]{0,8}$")]
    digits: Count
    first: Count

    def number(self, sequence: int) -> str:
        """Return the number of the entry that is `sequence`-th, counted from 1."""
        return f"{self.prefix}{self.first + sequence - 1:0{self.digits}}"


class Applying(Rule):
    """What an application must satisfy before it is assessed."""

    minimum_age: Count
    required: tuple[Text, ...] = Field(min_length=1)
    longest_answer: Count
    longer_answers: Mapping[str, Count]

    def limit(self, column: str) -> int:
        """Return how many characters the answer may have."""
        return self.longer_answers.get(column, self.longest_answer)


class Duplicates(Rule):
    """What makes two applications possibly one person's, for a person to judge."""

    same_names_and_birth: bool
    same_email: bool
    named_at_most: Count


class Assessment(Rule):
    """How applications are assessed."""

    assessors_per_case: Count
    target_days: Count
    assignment_retry_minutes: Count


class Deciding(Rule):
    """How the registrar decides, and how long the applicant may appeal."""

    appeal_days: Count


class Notifications(Rule):
    """How people are told, and how long delivery is tried."""

    deemed_served: DeemedService
    give_up_days: Count


class Retention(Rule):
    """How long a closed case is kept, what no request erases, and who must agree.

    Months are counted after the day on which the case closed (domain §7A R5).
    """

    unsuccessful_application_months: Count
    application_papers_months: Count
    keeps_entry: bool
    second_person: bool


class Rulebook(BaseModel):
    """One dated version of a register's rules."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Code
    title: Text
    effective_from: date
    source: Text
    numbering: Numbering
    applying: Applying
    duplicates: Duplicates
    assessment: Assessment
    deciding: Deciding
    notifications: Notifications
    retention: Retention
    scopes: tuple[Scope, ...] = Field(min_length=1)
    routes: tuple[Route, ...] = Field(min_length=1)

    @property
    def version(self) -> str:
        """Return what names this version: the day from which it holds."""
        return self.effective_from.isoformat()

    @property
    def version_label(self) -> str:
        """Return what every event records, such as `rct-voluntary@2026-01-01`."""
        return f"{self.name}@{self.version}"

    def scope(self, code: str) -> Scope | None:
        """Return the scope with this code, if the register has one."""
        return next((scope for scope in self.scopes if scope.code == code), None)

    def route(self, code: str) -> Route | None:
        """Return the route with this code, if the register has one."""
        return next((route for route in self.routes if route.code == code), None)
