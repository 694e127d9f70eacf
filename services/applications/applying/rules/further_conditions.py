"""The conditions on what an import file does not ask, and on routes with conditions.

Sources: domain §1.1, §2.2, §2.4, §3.2, §7.1, §7.2. What nobody answered is no fault,
unless the route or the rulebook needs it.
"""

import re
from datetime import date

from services.applications.applying.rules.reading import YES, Submission
from shared.contracts.application_questions import (
    INTAKE_YEAR,
    PRACTICE_LEVEL,
    REGISTRATION_NUMBER,
)
from shared.rulebook.tables.routes import Route, Standing
from shared.rulebook.tables.scopes import Opening

_YEAR = re.compile(r"(?:19|20|21)\d{2}", re.ASCII)
_COVER = (
    "indemnity_by",
    "indemnity_provider",
    "indemnity_starts_on",
    "indemnity_ends_on",
)
_COVERED_BY = frozenset({"own", "employer"})
_NUMBERED = frozenset({Standing.REGISTERED, Standing.REGISTERED_BEFORE})


def signposts_of(application: Submission) -> tuple[str, ...]:
    """Return the signposts to other registers for scopes that are not this one's."""
    rules = application.rulebook
    asked = (scope for scope in application.scopes if rules.scope(scope) is None)
    found = (rules.signpost(scope) for scope in asked)
    return tuple(dict.fromkeys(sign.code for sign in found if sign))


def application_is_sent_here(application: Submission) -> bool:
    """Who belongs on another register is shown the way, not merely refused (§7.2)."""
    return not signposts_of(application)


def route_is_open(application: Submission) -> bool:
    """A route that the register keeps closed is not taken by a form (domain §2.4)."""
    route = _route(application)
    return route is None or route.open is Opening.FORM


def registration_number_is_given(application: Submission) -> bool:
    """Who comes back, or adds to an entry, says which entry it is (domain §2.2)."""
    route = _route(application)
    if route is None or route.standing not in _NUMBERED:
        return True
    return bool(application[REGISTRATION_NUMBER])


def newcomer_is_new(application: Submission) -> bool:
    """Who is on the register, or was, does not come as a newcomer (domain §2.2)."""
    route = _route(application)
    if route is None or route.standing is not Standing.UNREGISTERED:
        return True
    return not application[REGISTRATION_NUMBER]


def level_of_practice_is_named(application: Submission) -> bool:
    """A route to a level of practice says to which (domain §7.6)."""
    route = _route(application)
    if route is None or not route.levels:
        return not application[PRACTICE_LEVEL]
    return application[PRACTICE_LEVEL] in route.levels


def year_can_be_read(application: Submission) -> bool:
    """A year of intake is four digits; nobody has begun in a year to come."""
    year = application[INTAKE_YEAR]
    return not year or is_year(year, application.today)


def indemnity_details_are_whole(application: Submission) -> bool:
    """Cover is a dated fact: whose it is, who gives it, from when, until when.

    Of cover that is confirmed without details nothing more is asked (domain §3.2);
    cover without an end goes on.
    """
    if not any(application[answer] for answer in _COVER):
        return True
    starts, ends = _cover(application)
    known = application["indemnity_by"] in _COVERED_BY
    if not known or not application["indemnity_provider"] or starts is None:
        return False
    return ends is None or starts <= ends


def indemnity_is_in_force(application: Submission) -> bool:
    """Cover that has ended covers nobody; one that begins later may (domain §3.2)."""
    _, ends = _cover(application)
    return ends is None or application.came_on <= ends


def matters_elsewhere_are_explained(application: Submission) -> bool:
    """Who declares another register says which, and what happened (domain §7.1)."""
    declares = YES in (
        application["registered_elsewhere"],
        application["refused_elsewhere"],
        application["removed_elsewhere"],
    )
    return not declares or bool(application["elsewhere_details"])


def is_year(text: str, today: date) -> bool:
    """Tell whether a text is a year of four digits that has begun."""
    return bool(_YEAR.fullmatch(text)) and int(text) <= today.year


def _cover(application: Submission) -> tuple[date | None, date | None]:
    return (
        application.day("indemnity_starts_on"),
        application.day("indemnity_ends_on"),
    )


def _route(application: Submission) -> Route | None:
    return application.rulebook.route(application["route"])
