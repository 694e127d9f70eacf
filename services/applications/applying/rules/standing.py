"""Where an application is, who has it, what is next and by when: for its applicant."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from shared.calendar import Division, holidays_of
from shared.rulebook import Rulebook
from shared.rulebook.tables.targets import Counting


class Holder(StrEnum):
    """Who has an application, by role: an applicant never learns an assessor's name."""

    APPLICANT = "applicant"
    ASSESSORS = "assessors"
    REGISTRAR = "registrar"
    PANEL = "panel"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an application is, in words, and who does what next by which day.

    `by` is a last day by the rules for the applicant, and a target for the register.
    """

    where: str
    held_by: Holder
    next_step: str
    by: date | None


@dataclass(frozen=True, slots=True)
class Situation:
    """What decides where an application is: its status and its days.

    The clock stood for `stopped_days`, of which `stopped_working_days` are those of
    the applicant's nation, `division`.
    """

    status: str
    submitted_on: date | None = None
    answer_by: date | None = None
    appeal_by: date | None = None
    appeal_decide_by: date | None = None
    stopped_days: int = 0
    stopped_working_days: int = 0
    division: Division = Division.ENGLAND_AND_WALES
    matters: tuple[str, ...] = ()
    not_admitted: tuple[str, ...] = ()
    appeal_outcome: str | None = None

    def is_appealable(self, today: date) -> bool:
        """Tell whether an appeal may be lodged: in time, and none was decided."""
        refused = self.status == "refused" or (
            self.status == "accepted" and bool(self.not_admitted)
        )
        open_still = self.appeal_outcome in (None, "withdrawn")
        in_time = self.appeal_by is not None and today <= self.appeal_by
        return refused and open_still and in_time


def target(situation: Situation, rulebook: Rulebook) -> date | None:
    """Return the day by which the register aims to decide, stopped days left out.

    Days are counted as the rulebook counts the target of an assessment (domain §7A R8).
    """
    if situation.submitted_on is None:
        return None
    first, days = situation.submitted_on, rulebook.assessment.target_days
    if rulebook.targets.counting is Counting.WORKING:
        worked = days + situation.stopped_working_days
        return holidays_of(situation.division).after(first, worked)
    return first + timedelta(days=days + situation.stopped_days)


def standing(situation: Situation, today: date, rulebook: Rulebook) -> Standing:
    """Return where the application is on a day."""
    aim = target(situation, rulebook)
    match situation.status:
        case "returned":
            return Standing(
                "returned, with its faults named",
                Holder.APPLICANT,
                "correct what was faulted and send it again",
                None,
            )
        case "submitted":
            return Standing(
                "being assessed",
                Holder.ASSESSORS,
                "the assessors recommend to the registrar",
                aim,
            )
        case "recommended":
            return _waiting(situation, aim)
        case "further-information":
            return Standing(
                "waiting for further information from you",
                Holder.APPLICANT,
                "answer the request; the clock stands until you do",
                situation.answer_by,
            )
        case "under-appeal":
            return Standing(
                "under appeal",
                Holder.PANEL,
                "a panel that had no part in it before decides the appeal",
                situation.appeal_decide_by,
            )
        case _:
            return _ended(situation, today)


def _waiting(situation: Situation, aim: date | None) -> Standing:
    if "declared-matter" in situation.matters:
        return Standing(
            "assessed, and before the health and character panel",
            Holder.PANEL,
            "the panel finds, then the registrar decides",
            aim,
        )
    return Standing(
        "assessed, and waiting for the decision",
        Holder.REGISTRAR,
        "the registrar decides",
        aim,
    )


def _ended(situation: Situation, today: date) -> Standing:
    narrower = "accepted, in fewer scopes than applied for, with reasons"
    where = {
        "accepted": narrower if situation.not_admitted else "accepted",
        "refused": "refused, with reasons",
        "withdrawn": "withdrawn by you",
    }
    said = where.get(situation.status, situation.status)
    if situation.is_appealable(today):
        appeal = "appeal, if you think the decision is wrong"
        return Standing(said, Holder.APPLICANT, appeal, situation.appeal_by)
    return Standing(said, Holder.NOBODY, "nothing: it is at its end", None)
