"""The days of each application, out of its events and its assessment's."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import cast

from oversight.days import Days
from oversight.logged import Logged
from oversight.period import recorded_on
from shared.clock import register_date
from shared.contracts.applications import (
    ApplicationAccepted,
    ApplicationRefused,
    ApplicationSubmitted,
)
from shared.contracts.assessment import AssessmentConcluded, AssessorsAssigned
from shared.contracts.fresh_assessment import FreshAssessmentOrdered
from shared.contracts.further_information import (
    ApplicationWithdrawn,
    FurtherInformationAsked,
    FurtherInformationLapsed,
    FurtherInformationReceived,
)

STOPPED = (FurtherInformationAsked.TYPE,)
RESTARTED = (FurtherInformationReceived.TYPE, FurtherInformationLapsed.TYPE)
"""What stops and restarts an application's clock (domain §8, 17)."""


@dataclass(slots=True)
class ApplicationCase:
    """An application's days; None where it has not come so far.

    `stops` are the intervals during which its clock stood still.
    """

    route: str = "not submitted"
    received_on: date | None = None
    assigned_on: date | None = None
    due_on: date | None = None
    concluded_on: date | None = None
    decided_on: date | None = None
    withdrawn_on: date | None = None
    accepted: bool = False
    stops: list[tuple[date, date]] = field(default_factory=list[tuple[date, date]])
    stopped_on: date | None = None

    def gross(self, days: Days) -> int:
        """Return the days from receipt to decision of a decided application."""
        return days.between(
            cast("date", self.received_on), cast("date", self.decided_on)
        )

    def net(self, days: Days) -> int:
        """Return those days without the ones on which the clock stood still."""
        still = sum(
            days.between(first, last) for first, last in self.stops if first < last
        )
        return max(1, self.gross(days) - still)

    def to_assignment(self, days: Days) -> int | None:
        """Return the days from receipt to assignment."""
        return _between(days, self.received_on, self.assigned_on)

    def to_outcome(self, days: Days) -> int | None:
        """Return the days from assignment to the assessors' recommendation."""
        return _between(days, self.assigned_on, self.concluded_on)

    def to_decision(self, days: Days) -> int | None:
        """Return the days from the recommendation to the decision."""
        return _between(days, self.concluded_on, self.decided_on)


class ApplicationCases:
    """Folds the days of every application."""

    def __init__(self) -> None:
        self._cases: dict[str, ApplicationCase] = {}

    def take(self, entry: Logged) -> None:
        """Take in the next entry of the log."""
        application = entry.data.get("application_id")
        if not isinstance(application, str):
            return
        match entry.type:
            case AssessorsAssigned.TYPE | AssessmentConcluded.TYPE:
                self._take_assessment(self._case(application), entry)
            case _ if entry.stream == f"application/{application}":
                self._take_application(self._case(application), entry)
            case _:
                pass

    def result(self) -> Sequence[ApplicationCase]:
        """Return every application that the log tells of."""
        return tuple(self._cases.values())

    def _case(self, application: str) -> ApplicationCase:
        return self._cases.setdefault(application, ApplicationCase())

    def _take_assessment(self, case: ApplicationCase, entry: Logged) -> None:
        if entry.type == AssessmentConcluded.TYPE:
            case.concluded_on = recorded_on(entry)
            return
        case.assigned_on = recorded_on(entry)
        due_at = datetime.fromisoformat(cast("str", entry.data["due_at"]))
        # The target ends with the last day in London, at the next one's first instant.
        case.due_on = register_date(due_at - timedelta(microseconds=1))

    def _take_application(self, case: ApplicationCase, entry: Logged) -> None:
        day = recorded_on(entry)
        match entry.type:
            case ApplicationSubmitted.TYPE:
                case.received_on = case.received_on or day
                case.route = cast("str", entry.data["route"])
            case ApplicationAccepted.TYPE | ApplicationRefused.TYPE:
                case.decided_on = day
                case.accepted = entry.type == ApplicationAccepted.TYPE
            case ApplicationWithdrawn.TYPE:
                case.withdrawn_on = day
            case FreshAssessmentOrdered.TYPE:
                # It is open again until it is decided a second time.
                case.decided_on, case.accepted = None, False
            case _:
                _take_stop(case, entry.type, day)


def _take_stop(case: ApplicationCase, kind: str, day: date) -> None:
    if kind in STOPPED:
        case.stopped_on = case.stopped_on or day
    elif kind in RESTARTED and case.stopped_on is not None:
        case.stops.append((case.stopped_on, day))
        case.stopped_on = None


def _between(days: Days, first: date | None, last: date | None) -> int | None:
    return None if first is None or last is None else days.between(first, last)
