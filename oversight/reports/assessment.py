"""Assessment: how far assessors agree, their work, and who acted twice in a chain."""

from collections import Counter
from collections.abc import Sequence
from typing import cast

from oversight.documents.table import Cell, Column, Table, label, with_total
from oversight.hearing import Hears, event_name
from oversight.logged import Logged
from oversight.period import recorded_on
from oversight.reports.agreement import agreement
from oversight.reports.chains import Chains
from oversight.reports.report import NO_SUCH_EVENTS, NOT_PEOPLE, Report, Terms
from oversight.reports.standards import Standards
from shared.contracts.appealing import AppealFindingGiven
from shared.contracts.applications import ApplicationAccepted, ApplicationRefused
from shared.contracts.assessment import (
    AssessmentConcluded,
    AssessorsAssigned,
    RecommendationGiven,
)
from shared.contracts.assigning import AssessorJoined, AssessorRecused
from shared.contracts.judging import (
    AssessmentAdjudicated,
    AssessmentReopened,
    DisagreementFound,
    Moderation,
    ModerationBegun,
)

_ABOUT = (
    "moderat",
    "disagreement",
    "reconsider",
    "adjudicat",
    "recus",
    "conflict",
    "interest",
    "refused-attempt",
    "overdue",
)
_SERVICE = "register.assessment."


class AssessmentFigures:
    """Folds the recommendations of each case, and the work of each assessor."""

    def __init__(self, terms: Terms) -> None:
        self._period = terms.period
        self._chains = Chains(terms.period)
        self._assessors: dict[str, tuple[str, ...]] = {}
        self._given: dict[str, dict[str, str]] = {}
        self._found: dict[str, dict[str, dict[str, str]]] = {}
        self._pairs: Counter[tuple[str, str]] = Counter()
        self._standards = Standards()
        self._assigned: Counter[str] = Counter()
        self._spoken: Counter[str] = Counter()
        self._open: Counter[str] = Counter()
        self._named: Counter[str] = Counter()

    def take(self, entry: Logged) -> None:
        """Take in the next entry of the log."""
        self._chains.take(entry)
        if not self._period.before_its_end(recorded_on(entry)):
            return
        within = recorded_on(entry) in self._period
        match entry.type:
            case AssessorsAssigned.TYPE | AssessmentReopened.TYPE:
                self._take_assignment(entry, within)
            case RecommendationGiven.TYPE:
                self._take_recommendation(entry, within)
            case AssessorJoined.TYPE:
                self._take_seat(entry, within)
            case AssessorRecused.TYPE:
                self._take_leave(entry, within)
            case ModerationBegun.TYPE:
                self._take_moderation(entry, within)
            case AssessmentAdjudicated.TYPE:
                self._take_word(entry, within)
                self._take_name(entry, within)
            case DisagreementFound.TYPE:
                self._take_conclusion(entry, within)
                self._take_name(entry, within)
            case AssessmentConcluded.TYPE:
                self._take_conclusion(entry, within)
            case _:
                self._take_name(entry, within)

    def result(self) -> Sequence[Table]:
        """Return the tables."""
        return (
            agreement(self._pairs),
            self._standards.result(),
            self._workload(),
            self._by_name(),
            *self._chains.result(),
        )

    def _take_name(self, entry: Logged, within: bool) -> None:
        name = event_name(entry.type)
        if within and any(word in name for word in _ABOUT):
            self._named[name] += 1

    def _take_assignment(self, entry: Logged, within: bool) -> None:
        case = cast("str", entry.data["assessment_id"])
        assessors = tuple(cast("list[str]", entry.data["assessors"]))
        self._assessors[case] = assessors
        self._open.update(assessors)
        if within:
            self._assigned.update(assessors)

    def _take_seat(self, entry: Logged, within: bool) -> None:
        self._take_name(entry, within)
        case = cast("str", entry.data["assessment_id"])
        assessor = cast("str", entry.data["assessor_id"])
        self._assessors[case] = (*self._assessors.get(case, ()), assessor)
        self._open[assessor] += 1
        if within:
            self._assigned[assessor] += 1

    def _take_leave(self, entry: Logged, within: bool) -> None:
        self._take_name(entry, within)
        case = cast("str", entry.data["assessment_id"])
        assessor = cast("str", entry.data["assessor_id"])
        staying = [one for one in self._assessors.get(case, ()) if one != assessor]
        self._assessors[case] = tuple(staying)
        self._open[assessor] -= 1

    def _take_recommendation(self, entry: Logged, within: bool) -> None:
        case = cast("str", entry.data["assessment_id"])
        assessor = cast("str", entry.data["assessor_id"])
        said = cast("str", entry.data["recommendation"])
        self._found.setdefault(case, {})[assessor] = cast(
            "dict[str, str]", entry.data.get("findings", {})
        )
        self._given.setdefault(case, {})[assessor] = said
        self._take_word(entry, within)

    def _take_word(self, entry: Logged, within: bool) -> None:
        assessor = cast("str", entry.data["assessor_id"])
        self._open[assessor] -= 1
        if within:
            self._spoken[assessor] += 1

    def _take_moderation(self, entry: Logged, within: bool) -> None:
        self._take_name(entry, within)
        # Who discusses has spoken already; a third or a lead assessor comes to it.
        if entry.data["moderation"] != Moderation.DISCUSS:
            moderators = cast("list[str]", entry.data["moderators"])
            self._open.update(moderators)
            if within:
                self._assigned.update(moderators)

    def _take_conclusion(self, entry: Logged, within: bool) -> None:
        case = cast("str", entry.data["assessment_id"])
        given, found = self._given.pop(case, {}), self._found.pop(case, {})
        # A third assessor, who comes to a disagreement, makes no pair.
        both = [one for one in self._assessors.pop(case, ()) if one in given][:2]
        if within and len(both) > 1:
            first, second = both
            self._pairs[given[first], given[second]] += 1
            self._standards.take(found[first], found[second])

    def _workload(self) -> Table:
        counts = {
            one: (self._assigned[one], self._spoken[one], self._open[one])
            for one in self._open
            if self._assigned[one] or self._spoken[one] or self._open[one]
        }
        rows = with_total(counts)
        return Table(
            "workload",
            "Workload by assessor",
            (
                label("assessor", "Assessor", "By opaque id."),
                Column("assigned", "Assigned", "Cases assigned within the period."),
                Column("given", "Given", "Recommendations given within the period."),
                Column("open", "Open", "Cases without theirs at the period's end."),
            ),
            rows,
            total=bool(rows),
            note=NOT_PEOPLE if rows else "",
            suppress=False,
            chart="assigned",
        )

    def _by_name(self) -> Table:
        rows: list[tuple[Cell, ...]] = [
            (name, self._named[name]) for name in sorted(self._named)
        ]
        return Table(
            "moderation-recusals-and-conflicts",
            "Moderation, recusals, conflicts of interest, refused attempts, delay",
            (
                label("event", "What happened"),
                Column(
                    "events",
                    "Events",
                    "Events of the assessment service within the period whose name "
                    f"tells of it ({', '.join(_ABOUT)}).",
                ),
            ),
            tuple(rows),
            note=NOT_PEOPLE if rows else NO_SUCH_EVENTS,
            suppress=False,
        )


ASSESSMENT = Report(
    name="assessment",
    title="Assessment",
    describes="How far assessors agree, what work they have, and whether anybody acted "
    "twice in the chain of one application.",
    hears=Hears(
        (
            _SERVICE,
            ApplicationAccepted.TYPE,
            ApplicationRefused.TYPE,
            AppealFindingGiven.TYPE,
        ),
        ("assessment/",),
    ),
    begin=AssessmentFigures,
)
