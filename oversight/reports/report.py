"""What a report is: what it hears, and the fold that makes its tables."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from oversight.days import Days
from oversight.documents.table import Table
from oversight.hearing import Hears
from oversight.logged import Fold
from oversight.period import Period

NO_SUCH_EVENTS = "No such events are in the log."
NOT_PEOPLE = "Numbers of events of the system's own; no small number is hidden."


@dataclass(frozen=True, slots=True)
class Terms:
    """Over what a report is computed: its period, its days, the log's last day.

    `until` is None in an empty log.
    """

    period: Period
    days: Days
    until: date | None


TableFold: TypeAlias = Fold[Sequence[Table]]


@dataclass(frozen=True, slots=True)
class Report:
    """A report by name, and how to begin computing it.

    The tables `over_personal_fields` change when a person is erased.
    """

    name: str
    title: str
    describes: str
    hears: Hears
    begin: Callable[[Terms], TableFold]
    over_personal_fields: tuple[str, ...] = ()
