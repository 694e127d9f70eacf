"""The conditions an application must meet before it is assessed, each by its name.

Sources: domain §1.1 and §1.2, and the rulebook's own tables, which name theirs.
"""

import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import TypeAlias

from services.applications.applying.rules.further_conditions import (
    application_is_sent_here,
    indemnity_details_are_whole,
    indemnity_is_in_force,
    level_of_practice_is_named,
    matters_elsewhere_are_explained,
    newcomer_is_new,
    registration_number_is_given,
    route_is_open,
    year_can_be_read,
)
from services.applications.applying.rules.practice import (
    practice_is_long_enough,
    training_is_described,
    years_of_practice_can_be_counted,
)
from services.applications.applying.rules.reading import YES, Submission
from shared.contracts.application_questions import ALL_DATES, QUESTIONS
from shared.contracts.applications_csv import DATES, EMAILS
from shared.rulebook.tables.scopes import Opening

FEBRUARY, LEAP_DAY = 2, 29
PROPOSERS = ("proposer_1_email", "proposer_2_email")

# RFC 5321 §4.1.2 with the letters of RFC 6531; a domain has at least one dot.
_ATOM = r"[^\s\x00-\x20\x7f()<>\[\]:;@\\,.\"]+"
_LABEL = r"[^\W_](?:[\w-]*[^\W_])?"
_ADDRESS = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@(?:{_LABEL}\.)+{_LABEL}")


class Fault(StrEnum):
    """Why an application is returned to its sender, in the order they are named."""

    MISSING_FIELD = "missing-field"
    BAD_DATE = "bad-date"
    BAD_EMAIL = "bad-email"
    UNKNOWN_SCOPE = "unknown-scope"
    SCOPE_NOT_OPEN = "scope-not-open"
    ROUTE_NOT_OPEN_FOR_SCOPE = "route-not-open-for-scope"
    ROUTE_WINDOW_CLOSED = "route-window-closed"
    UNDER_AGE = "under-age"
    PROPOSER_IS_APPLICANT = "proposer-is-applicant"
    PROPOSERS_NOT_DISTINCT = "proposers-not-distinct"
    DECLARATION_NEEDS_DETAILS = "declaration-needs-details"
    NO_INDEMNITY = "no-indemnity"
    DATE_IN_FUTURE = "date-in-future"
    FIELD_TOO_LONG = "field-too-long"
    SCOPE_ELSEWHERE = "scope-elsewhere"
    ROUTE_NOT_OPEN = "route-not-open"
    REGISTRATION_NUMBER_NEEDED = "registration-number-needed"
    REGISTERED_ALREADY = "registered-already"
    LEVEL_NEEDED = "practice-level-needed"
    BAD_YEAR = "bad-year"
    INDEMNITY_DETAILS = "indemnity-details-incomplete"
    INDEMNITY_ENDED = "indemnity-ended"
    ELSEWHERE_NEEDS_DETAILS = "elsewhere-needs-details"
    PRACTICE_YEARS_NEEDED = "practice-years-needed"
    PRACTICE_TOO_SHORT = "practice-too-short"
    TRAINING_NEEDED = "training-details-needed"


def every_required_answer_is_given(application: Submission) -> bool:
    """An application is complete, or it is returned (domain §1.3, §1.5)."""
    return all(map(application.given, application.rulebook.applying.required))


def dates_can_be_read(application: Submission) -> bool:
    """A date is a day that there was, in ISO form or as in the United Kingdom."""
    return all(application.day(c) is not None for c in ALL_DATES if application[c])


def addresses_can_be_written_to(application: Submission) -> bool:
    """An e-mail address has the form of one (RFC 5321 §4.1.2)."""
    return all(is_address(application[c]) for c in EMAILS if application[c])


def scopes_are_the_registers(application: Submission) -> bool:
    """One applies for scopes that the register has (domain §2.2).

    A scope that another register has is another fault, which says where.
    """
    rules = application.rulebook
    return all(rules.scope(s) or rules.signpost(s) for s in application.scopes)


def scopes_are_open_by_form(application: Submission) -> bool:
    """Some scopes have no form: one contacts the register first (domain §2.2)."""
    scopes = map(application.rulebook.scope, application.scopes)
    return all(scope.open is Opening.FORM for scope in scopes if scope)


def route_is_open_for_every_scope(application: Submission) -> bool:
    """A route leads to the scopes it trains for (domain §1.1).

    A route that the register does not have is open for none; a scope that it does not
    have is another fault.
    """
    if not application["route"] or not application.scopes:
        return True
    route = application.rulebook.route(application["route"])
    if route is None:
        return False
    known = filter(application.rulebook.scope, application.scopes)
    return all(code in route.scopes for code in known)


def route_is_open_on_the_day(application: Submission) -> bool:
    """A route that is open for a time is entered within it (domain §1.1).

    The rulebook's move of a scope says from which day to which; it counts on which day
    the application came.
    """
    on = application.came_on
    moves = filter(None, map(application.rulebook.transfer, application.scopes))
    return all(move.is_open(application["route"], on) for move in moves)


def applicant_is_of_age(application: Submission) -> bool:
    """The applicant has the minimum age on the day of submission.

    Who was born on 29 February comes of age on the last day of February where there
    is no such day (domain §7A R5).
    """
    born, on = application.day("date_of_birth"), application.day("submitted_on")
    if born is None or on is None:
        return True
    birthday = (born.month, born.day)
    if birthday == (FEBRUARY, LEAP_DAY) and not _is_leap(on.year):
        birthday = (FEBRUARY, LEAP_DAY - 1)
    age = on.year - born.year - ((on.month, on.day) < birthday)
    return age >= application.rulebook.applying.minimum_age


def no_proposer_is_the_applicant(application: Submission) -> bool:
    """Nobody proposes themselves (domain §1.2)."""
    applicant = application["email"]
    return not applicant or applicant not in (application[p] for p in PROPOSERS)


def proposers_are_distinct(application: Submission) -> bool:
    """Two proposers are two people (domain §1.2)."""
    first, second = (application[proposer] for proposer in PROPOSERS)
    return not first or first != second


def declared_matters_are_explained(application: Submission) -> bool:
    """Who has something to declare says what it is (domain §1.2)."""
    declares = YES in (
        application["health_to_declare"],
        application["character_to_declare"],
    )
    return not declares or bool(application["declaration_details"])


def indemnity_is_held(application: Submission) -> bool:
    """Nobody practises without indemnity (domain §3.2); no answer is another fault."""
    return application["indemnity"] in ("", YES)


def no_date_is_in_the_future(application: Submission) -> bool:
    """What an application tells of has happened, by the register's own date."""
    days = (application.day(column) for column in DATES)
    return all(day <= application.today for day in days if day)


def no_answer_is_too_long(application: Submission) -> bool:
    """An answer keeps to the rulebook's length (`applying.longest_answer`)."""
    limit = application.rulebook.applying.limit
    return all(len(application[column]) <= limit(column) for column in QUESTIONS)


Condition: TypeAlias = Callable[[Submission], bool]

CONDITIONS: Mapping[Fault, Condition] = MappingProxyType(
    {
        Fault.MISSING_FIELD: every_required_answer_is_given,
        Fault.BAD_DATE: dates_can_be_read,
        Fault.BAD_EMAIL: addresses_can_be_written_to,
        Fault.UNKNOWN_SCOPE: scopes_are_the_registers,
        Fault.SCOPE_NOT_OPEN: scopes_are_open_by_form,
        Fault.ROUTE_NOT_OPEN_FOR_SCOPE: route_is_open_for_every_scope,
        Fault.ROUTE_WINDOW_CLOSED: route_is_open_on_the_day,
        Fault.UNDER_AGE: applicant_is_of_age,
        Fault.PROPOSER_IS_APPLICANT: no_proposer_is_the_applicant,
        Fault.PROPOSERS_NOT_DISTINCT: proposers_are_distinct,
        Fault.DECLARATION_NEEDS_DETAILS: declared_matters_are_explained,
        Fault.NO_INDEMNITY: indemnity_is_held,
        Fault.DATE_IN_FUTURE: no_date_is_in_the_future,
        Fault.FIELD_TOO_LONG: no_answer_is_too_long,
        Fault.SCOPE_ELSEWHERE: application_is_sent_here,
        Fault.ROUTE_NOT_OPEN: route_is_open,
        Fault.REGISTRATION_NUMBER_NEEDED: registration_number_is_given,
        Fault.REGISTERED_ALREADY: newcomer_is_new,
        Fault.LEVEL_NEEDED: level_of_practice_is_named,
        Fault.BAD_YEAR: year_can_be_read,
        Fault.INDEMNITY_DETAILS: indemnity_details_are_whole,
        Fault.INDEMNITY_ENDED: indemnity_is_in_force,
        Fault.ELSEWHERE_NEEDS_DETAILS: matters_elsewhere_are_explained,
        Fault.PRACTICE_YEARS_NEEDED: years_of_practice_can_be_counted,
        Fault.PRACTICE_TOO_SHORT: practice_is_long_enough,
        Fault.TRAINING_NEEDED: training_is_described,
    }
)
"""Every condition, under the fault of an application that does not meet it."""


def faults_of(application: Submission) -> tuple[Fault, ...]:
    """Return every fault of the application, none where it may be assessed."""
    return tuple(fault for fault, met in CONDITIONS.items() if not met(application))


def is_address(text: str) -> bool:
    """Tell whether a text has the form of an e-mail address."""
    return _ADDRESS.fullmatch(text) is not None


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
