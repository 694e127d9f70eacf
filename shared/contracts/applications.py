"""Events and commands of the applications service."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from shared.contracts.bounds import Answers, Codes, Text
from shared.contracts.contract import CommandData, EventData, Personal

SUBMIT_ON_PAPER = "applications.submit-on-paper"
"""The action of vouching for signatures on paper."""


class Decision(StrEnum):
    """What the registrar decides; a recommendation is not a decision."""

    ACCEPT = "accept"
    ACCEPT_NARROWER = "accept-narrower"
    REFUSE = "refuse"
    REFER = "refer"


class ApplicationSubmitted(EventData):
    """An application met the conditions of its route and waits for assessment.

    `eligibility` says how the award fits the route, `checks` what is to be checked
    before admission: codes, and neither refuses anybody. `level` is the level of
    practice applied for, where the route leads to one. `further_answers` are those
    beyond an import file's columns.
    """

    TYPE: ClassVar[str] = "register.applications.application-submitted.v1"
    REASON: ClassVar[str] = "submitted-by-applicant"

    application_id: UUID
    scopes: tuple[str, ...]
    route: str
    submitted_on: date
    possible_duplicate_of: tuple[UUID, ...]
    signed_on_paper: bool = False
    eligibility: str = ""
    checks: tuple[str, ...] = ()
    level: str = ""
    person_id: Personal[UUID] = None
    external_ref: Personal[str] = None
    title: Personal[str] = None
    given_names: Personal[str] = None
    family_name: Personal[str] = None
    date_of_birth: Personal[date] = None
    email: Personal[str] = None
    phone: Personal[str] = None
    address: Personal[str] = None
    town: Personal[str] = None
    postcode: Personal[str] = None
    country: Personal[str] = None
    employer: Personal[str] = None
    job_title: Personal[str] = None
    work_town: Personal[str] = None
    qualification: Personal[str] = None
    awarding_body: Personal[str] = None
    awarded_on: Personal[date] = None
    proposer_1_name: Personal[str] = None
    proposer_1_email: Personal[str] = None
    proposer_2_name: Personal[str] = None
    proposer_2_email: Personal[str] = None
    health_to_declare: Personal[bool] = None
    character_to_declare: Personal[bool] = None
    declaration_details: Personal[str] = None
    indemnity: Personal[bool] = None
    further_answers: Personal[Mapping[str, str]] = None


class ApplicationReturned(EventData):
    """An application was sent back to its sender with every fault named.

    `signposts` are the codes of other registers for what it asked of this one.
    """

    TYPE: ClassVar[str] = "register.applications.application-returned.v1"
    REASON: ClassVar[str] = "incomplete-or-not-eligible"

    application_id: UUID
    faults: tuple[str, ...]
    signposts: tuple[str, ...] = ()
    person_id: Personal[UUID] = None
    external_ref: Personal[str] = None
    given_names: Personal[str] = None
    email: Personal[str] = None
    submission: Personal[Mapping[str, str]] = None


class RecommendationReceived(EventData):
    """The assessors' recommendation reached the registrar, who now decides."""

    TYPE: ClassVar[str] = "register.applications.recommendation-received.v1"
    REASON: ClassVar[str] = "assessment-concluded"

    application_id: UUID
    assessment_id: UUID
    outcome: str
    assessors: tuple[str, ...]
    gaps: tuple[str, ...] = ()
    recommended_scopes: tuple[str, ...] = ()
    round: int = 1


class ApplicationAccepted(EventData):
    """The applicant was admitted to the register, in all or some scopes applied for.

    `not_admitted` are the scopes applied for that the admission leaves out, for the
    `reasons`, and `appeal_by` is the last day of an appeal for them. `appeal` is the
    number of the appeal that led to it, 0 where none did. `level` is the level of
    practice admitted to, empty for registration itself.
    """

    TYPE: ClassVar[str] = "register.applications.application-accepted.v1"
    REASON: ClassVar[str] = "meets-the-standard"

    application_id: UUID
    scopes: tuple[str, ...]
    route: str
    not_admitted: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    decider: str = ""
    appeal: int = 0
    level: str = ""
    appeal_by: date | None = None
    person_id: Personal[UUID] = None
    given_names: Personal[str] = None
    family_name: Personal[str] = None
    work_town: Personal[str] = None
    email: Personal[str] = None
    explanation: Personal[str] = None


class ApplicationRefused(EventData):
    """The registrar refused the application, with reasons.

    `appeal_by` is the last day on which an appeal may be lodged, None where the
    refusal is older than that rule.
    """

    TYPE: ClassVar[str] = "register.applications.application-refused.v1"
    REASON: ClassVar[str] = "does-not-meet-the-standard"

    application_id: UUID
    reasons: tuple[str, ...]
    decider: str = ""
    appeal_by: date | None = None
    person_id: Personal[UUID] = None
    given_names: Personal[str] = None
    email: Personal[str] = None
    explanation: Personal[str] = None


class RegistrationEntered(EventData):
    """A person was entered in the register with a number."""

    TYPE: ClassVar[str] = "register.applications.registration-entered.v1"
    REASON: ClassVar[str] = "application-accepted"

    registration_number: str
    person_id: UUID
    application_id: UUID
    scopes: tuple[str, ...]
    route: str
    registered_on: date
    footings: Mapping[str, str] = {}
    given_names: Personal[str] = None
    family_name: Personal[str] = None
    work_town: Personal[str] = None
    email: Personal[str] = None


class SubmitApplication(CommandData):
    """Submit an application as its sender filled it in, every answer as text.

    One that came `signed_on_paper` has its proposers' signatures already.
    """

    TYPE: ClassVar[str] = "register.applications.submit-application.v1"

    application_id: UUID
    submission: Personal[Answers] = None
    signed_on_paper: bool = False

    def actions(self) -> tuple[str, ...]:
        """Return what its sender must be allowed: on paper, what staff alone may."""
        paper = (SUBMIT_ON_PAPER,) if self.signed_on_paper else ()
        return (*super().actions(), *paper)


class DecideApplication(CommandData):
    """Decide an application on the assessors' recommendation.

    `scopes` are those admitted by `accept-narrower`; the one reason of `refer` is its
    ground.
    """

    TYPE: ClassVar[str] = "register.applications.decide-application.v1"

    application_id: UUID
    decision: Decision
    reasons: Codes = ()
    scopes: Codes = ()
    explanation: Personal[Text] = None


EVENTS: tuple[type[EventData], ...] = (
    ApplicationSubmitted,
    ApplicationReturned,
    RecommendationReceived,
    ApplicationAccepted,
    ApplicationRefused,
    RegistrationEntered,
)
COMMANDS: tuple[type[CommandData], ...] = (SubmitApplication, DecideApplication)
