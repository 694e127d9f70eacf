"""What a submission flags to the registrar: its eligibility, and what is to be checked.

A flag refuses nothing; a person looks (domain §7.9).
"""

from enum import StrEnum

from services.applications.applying.rules.eligibility import (
    Practice,
    Result,
    eligibility,
)
from services.applications.applying.rules.practice import years_in
from services.applications.applying.rules.reading import YES, Submission
from shared.contracts.application_questions import (
    AWARD,
    INTAKE_YEAR,
    NUMBER_ELSEWHERE,
    PRACTISED_YEARS,
    TRAINING,
)
from shared.rulebook.tables.awards import Lack
from shared.rulebook.tables.elsewhere import Declared
from shared.rulebook.tables.routes import Entrance

REGISTRATION_ELSEWHERE = "registration-elsewhere"
"""The matter that stands open until another register has been asked."""

QUESTION_OF = {
    Declared.REGISTERED: "registered_elsewhere",
    Declared.REFUSED: "refused_elsewhere",
    Declared.REMOVED: "removed_elsewhere",
}
"""Which question asks for each declaration."""


class Flag(StrEnum):
    """How an award fits the route it is sent on, the worst of its scopes last."""

    NOT_ASKED = "not-asked"
    FITS = "fits-the-route"
    FITS_ANOTHER_ROUTE = "fits-another-route"
    COHORT_UNCONFIRMED = "cohort-unconfirmed"
    AWARD_UNKNOWN = "award-unknown"
    NOT_YET = "not-yet-eligible"


_ORDER = tuple(Flag)
_COHORT = frozenset(
    lack.value
    for lack in (Lack.INTAKE_YEAR, Lack.ACCREDITED_PROGRAMME, Lack.ACCREDITED_COHORT)
)


def eligibility_flag(application: Submission) -> Flag:
    """Return how the award fits the route, in the scope in which it fits worst."""
    route = application.rulebook.route(application["route"])
    if route is None or route.entrance is Entrance.ANY_AWARD:
        return Flag.NOT_ASKED
    flags = (_flag(application, scope) for scope in application.scopes)
    return max(flags, key=_ORDER.index, default=Flag.NOT_ASKED)


def declared_elsewhere(application: Submission) -> tuple[Declared, ...]:
    """Return what the applicant declares of other registers, all or nothing of it.

    Who names a number on another register is, or was, registered there.
    """
    numbered = (
        {Declared.REGISTERED} if application[NUMBER_ELSEWHERE] else set[Declared]()
    )
    return tuple(
        what
        for what, question in QUESTION_OF.items()
        if application[question] == YES or what in numbered
    )


def checks_of(application: Submission) -> tuple[str, ...]:
    """Return what must be checked before admission (domain §7.1)."""
    checked = application.rulebook.elsewhere.checked
    declared = declared_elsewhere(application)
    return (REGISTRATION_ELSEWHERE,) if set(declared) & set(checked) else ()


def _flag(application: Submission, scope: str) -> Flag:
    year = application[INTAKE_YEAR]
    found = eligibility(
        application[AWARD] or application["qualification"],
        application["awarding_body"],
        int(year) if year else None,
        scope,
        application.rulebook,
        application.today,
        Practice(years_in(application[PRACTISED_YEARS]), bool(application[TRAINING])),
    )
    if application["route"] in found.routes:
        return Flag.FITS
    match found.result:
        case Result.NOT_YET:
            return Flag.NOT_YET
        case Result.FOR_A_PERSON | Result.ELSEWHERE:
            return Flag.AWARD_UNKNOWN
        case Result.PRIMARY | Result.EQUIVALENCE:
            if _COHORT & set(found.missing):
                return Flag.COHORT_UNCONFIRMED
            return Flag.FITS_ANOTHER_ROUTE
