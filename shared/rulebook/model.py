"""One dated version of a register's rules, as the services read it."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from types import MappingProxyType

from pydantic import BaseModel, ConfigDict, Field

from shared.rulebook.tables.admitting import Admission, FurtherInformation
from shared.rulebook.tables.appealing import Appeals
from shared.rulebook.tables.applying import Applying, Duplicates
from shared.rulebook.tables.assessing import Assessment
from shared.rulebook.tables.awards import (
    Award,
    Programme,
    Shortfall,
    Signpost,
    spelling,
)
from shared.rulebook.tables.confirming import Confirming
from shared.rulebook.tables.deciding import Deciding
from shared.rulebook.tables.drafts import Drafts
from shared.rulebook.tables.elsewhere import Elsewhere
from shared.rulebook.tables.entering import Numbering
from shared.rulebook.tables.entry_fraud import EntryFraud
from shared.rulebook.tables.evidence import Evidence
from shared.rulebook.tables.extending import Levels, Readmission
from shared.rulebook.tables.fees import Fees
from shared.rulebook.tables.judging import Judging, Standard
from shared.rulebook.tables.keeping import Retention
from shared.rulebook.tables.panels import Declarations
from shared.rulebook.tables.pool import Pool
from shared.rulebook.tables.reminding import Reminders
from shared.rulebook.tables.routes import AssessedBy, Route, Standing
from shared.rulebook.tables.rule import STATED_DEFAULT, Code, Text
from shared.rulebook.tables.scopes import Scope
from shared.rulebook.tables.targets import Targets
from shared.rulebook.tables.telling import Notifications
from shared.rulebook.tables.transferring import (
    USUAL_BULK,
    Bulk,
    Grandparenting,
    Transfer,
)
from shared.rulebook.tables.transition import KEPT, Transition


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
    judging: Judging
    deciding: Deciding
    admission: Admission = Admission()
    readmission: Readmission = Readmission()
    levels: Levels = Levels()
    entry_fraud: EntryFraud = EntryFraud()
    further_information: FurtherInformation = FurtherInformation()
    appeals: Appeals = Appeals()
    notifications: Notifications
    targets: Targets = Targets(source=STATED_DEFAULT)
    pool: Pool = Pool(source=STATED_DEFAULT)
    reminders: Reminders = Reminders(source=STATED_DEFAULT)
    retention: Retention
    transition: Transition = KEPT
    evidence: Evidence
    confirming: Confirming
    drafts: Drafts
    transfers: tuple[Transfer, ...] = ()
    grandparenting: tuple[Grandparenting, ...] = ()
    bulk: Bulk = USUAL_BULK
    declarations: Declarations
    fees: Fees
    scopes: tuple[Scope, ...] = Field(min_length=1)
    routes: tuple[Route, ...] = Field(min_length=1)
    awards: tuple[Award, ...] = ()
    programmes: tuple[Programme, ...] = ()
    shortfalls: tuple[Shortfall, ...] = ()
    signposts: tuple[Signpost, ...] = ()
    standards: tuple[Standard, ...] = ()
    elsewhere: Elsewhere = Elsewhere(source="all of it is checked: stated default")

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

    @cached_property
    def standings(self) -> Mapping[str, Standing]:
        """Return for each route whether one must be on the register to take it."""
        return MappingProxyType({one.code: one.standing for one in self.routes})

    def transfer(self, scope: str) -> Transfer | None:
        """Return how a scope's entries move to this register, if they do."""
        return next((move for move in self.transfers if move.scope == scope), None)

    def grandparents(self, route: str) -> Grandparenting | None:
        """Return what is asked by a route that is open for a time, if it is one."""
        return next((one for one in self.grandparenting if one.route == route), None)

    def award(self, written: str) -> Award | None:
        """Return the award of this code or name, however it is spelt."""
        sought = spelling(written)
        return next((a for a in self.awards if sought in a.spellings), None)

    def shortfall(self, code: str) -> Shortfall | None:
        """Return what is missing by this code."""
        return next((lack for lack in self.shortfalls if lack.code == code), None)

    def signpost(self, asked: str) -> Signpost | None:
        """Return where somebody is sent who asks for what is not here."""
        sought = spelling(asked)
        return next((s for s in self.signposts if sought in s.spellings), None)

    def standards_for(self, route: str, scopes: Iterable[str]) -> tuple[str, ...]:
        """Return the codes of the standards by which an application is judged.

        None where its route asks the assessors for a recommendation alone.
        """
        entered = self.route(route)
        if entered is None or entered.assessed_by is not AssessedBy.STANDARDS:
            return ()
        codes = set(scopes)
        codes |= {scope.group for scope in self.scopes if scope.code in codes}
        return tuple(
            one.code for one in self.standards if not codes.isdisjoint(one.groups)
        )
