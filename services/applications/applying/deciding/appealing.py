"""An appeal: lodged by the applicant, taken back by them, or overdue."""

from collections.abc import Sequence
from datetime import date

from services.applications.applying.commands import (
    LodgeAppeal,
    Person,
    RecordAppealOverdue,
    WithdrawAppeal,
)
from services.applications.applying.deciding.events import Event
from services.applications.applying.rules.chain import (
    is_recorded_untied,
    is_the_applicants,
)
from services.applications.applying.rules.refusals import Reason, refused
from services.applications.applying.state import (
    Accepted,
    Rejected,
    State,
    UnderAppeal,
    Unsubmitted,
)
from shared.contracts.appealing import (
    Against,
    AppealLodged,
    AppealOverdue,
    AppealWithdrawn,
)
from shared.rulebook.tables.appealing import CountedFrom


def lodge(command: LodgeAppeal, state: State) -> Sequence[Event]:
    """Return the appeal against a refusal, in time and with what it must bring.

    Who was admitted in fewer scopes than applied for was refused the others.
    """
    is_the_applicants(command.sender, command.beside)
    is_recorded_untied(command.recorder, command.beside)
    match state:
        case Rejected():
            return [_lodged(command, state, Against.REFUSAL)]
        case Accepted() if state.scopes != state.case.scopes:
            return [_lodged(command, state, Against.NARROWER_SCOPE)]
        case UnderAppeal():
            raise refused(Reason.UNDER_APPEAL)
        case Unsubmitted():
            raise refused(Reason.NOT_FOUND)
        case _:
            raise refused(Reason.NOT_REFUSED)


def take_back(command: WithdrawAppeal, state: State) -> Sequence[Event]:
    """Return that the applicant took the appeal back; the same again is quiet.

    While the days of an appeal run, another may be lodged, before others.
    """
    is_the_applicants(command.sender, command.beside)
    is_recorded_untied(command.recorder, command.beside)
    match state:
        case UnderAppeal():
            person = command.person or Person()
            return [
                AppealWithdrawn(
                    application_id=command.application_id,
                    appeal=state.case.appeals,
                    against=state.against,
                    person_id=person.person_id,
                    given_names=person.given_names,
                    email=person.email,
                )
            ]
        case Rejected(took_back=True) | Accepted(took_back=True):
            return []
        case Unsubmitted():
            raise refused(Reason.NOT_FOUND)
        case _:
            raise refused(Reason.NO_APPEAL)


def _last_day(command: LodgeAppeal, state: Rejected | Accepted) -> date | None:
    """Return the last day: a refusal that served nobody has none (domain §7A R6)."""
    from_service = command.rules.counted_from is CountedFrom.SERVICE
    if command.to_be_served and from_service:
        return command.served_until
    return state.appeal_by


def _lodged(
    command: LodgeAppeal, state: Rejected | Accepted, against: Against
) -> AppealLodged:
    rules = command.rules
    if state.final:
        raise refused(Reason.APPEAL_DECIDED)
    last = _last_day(command, state)
    if last is not None and command.today > last:
        raise refused(Reason.APPEAL_LATE, [last])
    if not command.grounds or not set(command.grounds) <= set(rules.grounds):
        raise refused(Reason.BAD_GROUND, rules.grounds)
    brings = command.documents or (command.statement or "").strip()
    if rules.needs_new_information and not brings:
        raise refused(Reason.NO_NEW_INFORMATION)
    person = command.person or Person()
    return AppealLodged(
        application_id=command.application_id,
        appeal=state.case.appeals + 1,
        grounds=tuple(ground for ground in rules.grounds if ground in command.grounds),
        members=rules.members,
        decide_by=command.decide_by,
        documents=command.documents,
        against=against,
        person_id=person.person_id,
        given_names=person.given_names,
        email=person.email,
        statement=command.statement,
    )


def record_overdue(command: RecordAppealOverdue, state: State) -> Sequence[Event]:
    """Return that an appeal is overdue, once; one decided meanwhile is quiet."""
    if (
        not isinstance(state, UnderAppeal)
        or state.overdue
        or command.today <= state.decide_by
    ):
        return []
    return [
        AppealOverdue(
            application_id=command.application_id,
            appeal=state.case.appeals,
            was_due_on=state.decide_by,
        )
    ]
