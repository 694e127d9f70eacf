"""The directory of bodies: every one the field knows, and what it does here, dated."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import combinations
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from shared.rulebook.faults import Fault, RulebookFaults
from shared.rulebook.tables.rule import Code, Rule, Text
from shared.rulebook.tables.scopes import Footing
from shared.rulebook.toml_file import read_toml

BODY = "body"


class Role(StrEnum):
    """What a body may do for the register (domain §7.1, §7.2)."""

    OWNS = "owns"
    NOMINATES = "nominates"
    SENDS_PASS_LISTS = "sends-pass-lists"  # noqa: S105 - no password
    RECEIVES_NOTICES = "receives-notices"
    ACCREDITS = "accredits"
    SIGNPOSTED_TO = "signposted-to"


class Kind(StrEnum):
    """What a body is."""

    PROFESSIONAL_BODY = "professional-body"
    REGISTER = "register"
    REGULATOR = "regulator"
    OVERSIGHT = "oversight"
    EDUCATION = "education"
    GOVERNMENT = "government"
    EMPLOYERS = "employers"


class Doing(Rule):
    """One thing that a body does here, from its first day to its last, both within.

    Without `last_day` it goes on. Where `scopes` or `footings` are named, it is done
    for these scopes, or for scopes that stand on these footings.
    """

    role: Role
    first_day: date
    last_day: date | None = None
    scopes: tuple[Code, ...] = ()
    footings: tuple[Footing, ...] = ()

    @model_validator(mode="after")
    def _in_order(self) -> "Doing":
        if self.last_day is not None and self.last_day < self.first_day:
            raise ValueError("it ends before it begins")
        return self

    def is_done(self, on: date) -> bool:
        """Tell whether it is done on a day."""
        return self.first_day <= on and (self.last_day is None or on <= self.last_day)


class Body(Rule):
    """A body of the field; one that does nothing here says why."""

    code: Code
    name: Text
    kind: Kind
    does: tuple[Doing, ...] = ()
    nothing_because: Text | None = None

    @model_validator(mode="after")
    def _says_why(self) -> "Body":
        if bool(self.does) == (self.nothing_because is not None):
            raise ValueError("it does something here, or says why nothing")
        return self

    def doing(self, on: date) -> tuple[Doing, ...]:
        """Return what the body does on a day."""
        return tuple(doing for doing in self.does if doing.is_done(on))


class _Listed(BaseModel):
    """The directory as its file has it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    body: tuple[Body, ...] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class Bodies:
    """All bodies, in the order of the file; `sha256` names the file's bytes."""

    file: str
    all: tuple[Body, ...]
    sha256: str

    def body(self, code: str) -> Body | None:
        """Return the body with this code, if it is known."""
        return next((body for body in self.all if body.code == code), None)

    def that(self, role: Role, on: date) -> tuple[Body, ...]:
        """Return the bodies that do this on a day."""
        return tuple(
            body
            for body in self.all
            if any(doing.role is role for doing in body.doing(on))
        )


def load_bodies(path: Path) -> Bodies:
    """Return the directory; `RulebookFaults` names every fault by its line."""
    file = read_toml(path)
    faults: list[Fault] = []
    try:
        listed = _Listed.model_validate(file.content)
    except ValidationError as error:
        found = error.errors(include_url=False)
        faults = [Fault(fault["loc"], fault["msg"]) for fault in found]
    else:
        faults = [*_repeated(listed.body), *_overlapping(listed.body)]
        if not faults:
            return Bodies(path.name, listed.body, file.sha256)
    placed = [file.placed(fault.path, fault.sentence) for fault in faults]
    raise RulebookFaults(path.name, sorted(placed, key=lambda fault: fault.line or 0))


def _repeated(bodies: tuple[Body, ...]) -> Iterator[Fault]:
    seen: Counter[str] = Counter()
    for number, body in enumerate(bodies):
        seen[body.code] += 1
        if seen[body.code] > 1:
            yield Fault((BODY, number, "code"), f"'{body.code}' is there already")


def _overlapping(bodies: tuple[Body, ...]) -> Iterator[Fault]:
    """Yield where a body does one thing twice at one time, for the same scopes."""
    for number, body in enumerate(bodies):
        for (_, one), (place, other) in combinations(enumerate(body.does), 2):
            alike = (one.role, one.scopes) == (other.role, other.scopes)
            if alike and (one.is_done(other.first_day) or other.is_done(one.first_day)):
                said = f"it does '{other.role}' already at that time"
                yield Fault((BODY, number, "does", place), said)
