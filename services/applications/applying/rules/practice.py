"""What a route that is open for a time asks of practice and training (domain §1.1).

Route A asks for lawful, safe and effective practice in so many of the last years, route
B for training and experience that meet the standards. What was answered is judged by
assessors; here is seen only whether it was, and whether it is enough on its face.
"""

import re

from services.applications.applying.rules.reading import Submission
from shared.contracts.application_questions import PRACTISED_YEARS, TRAINING
from shared.rulebook.tables.transferring import Grandparenting, PracticeLack

_WHOLE = re.compile(r"\d{1,2}", re.ASCII)


def years_in(answer: str) -> int | None:
    """Return the whole number of years in an answer, None where there is none."""
    return int(answer) if _WHOLE.fullmatch(answer) else None


def years_of_practice_can_be_counted(application: Submission) -> bool:
    """Years of practice are a whole number, of no more than the route looks at.

    Who applies by a route that asks for them says them.
    """
    answer, rule = application[PRACTISED_YEARS], _rule(application)
    if not answer:
        return rule is None or not rule.practised_years
    years = years_in(answer)
    return years is not None and (rule is None or years <= rule.of_last_years)


def practice_is_long_enough(application: Submission) -> bool:
    """A route that asks for years of practice is for whoever has them.

    Years that cannot be counted are another fault.
    """
    years = years_in(application[PRACTISED_YEARS])
    return years is None or PracticeLack.YEARS not in lacks_of(application)


def training_is_described(application: Submission) -> bool:
    """Who practised less says what training and experience meet the standards."""
    return PracticeLack.TRAINING not in lacks_of(application)


def lacks_of(application: Submission) -> tuple[PracticeLack, ...]:
    """Return what is missing of practice and training for the route applied by."""
    rule = _rule(application)
    if rule is None:
        return ()
    years = years_in(application[PRACTISED_YEARS])
    return rule.lacks(years, trained=bool(application[TRAINING]))


def _rule(application: Submission) -> Grandparenting | None:
    return application.rulebook.grandparents(application["route"])
