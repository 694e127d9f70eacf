"""The last days of requests and appeals (domain §7A R2, R6)."""

from datetime import date, timedelta

from shared.rulebook import Rulebook
from shared.rulebook.tables.appealing import CountedFrom


def served_on(day: date, rulebook: Rulebook) -> date:
    """Return the day on which a notice of `day` is deemed served."""
    return rulebook.notifications.served_on(day)


def answer_by(asked_on: date, rulebook: Rulebook) -> date:
    """Return the last day for the answer to a request made on `asked_on`."""
    days = rulebook.further_information.days
    return served_on(asked_on, rulebook) + timedelta(days=days)


def appeal_by(decided_on: date, rulebook: Rulebook) -> date:
    """Return the last day of an appeal against a decision of `decided_on`.

    The day from which the days are counted is day 0.
    """
    served = rulebook.appeals.counted_from is CountedFrom.SERVICE
    first = served_on(decided_on, rulebook) if served else decided_on
    return first + timedelta(days=rulebook.deciding.appeal_days)


def appeal_decide_by(lodged_on: date, rulebook: Rulebook) -> date:
    """Return the last day of the register's target for an appeal."""
    return lodged_on + timedelta(days=rulebook.appeals.target_days)
