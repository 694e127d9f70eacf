"""An appeal: lodged by the applicant, found on by a panel outside the chain."""

from collections.abc import Sequence
from datetime import date

from services.applications.applying.commands import (
    FindOnAppeal,
    LodgeAppeal,
    Person,
    RecordAppealOverdue,
)
from services.applications.applying.deciding.events import Event
from services.applications.applying.rules.admission import (
    fits_the_register,
    matters_are_settled,
    narrower,
)
from services.applications.applying.rules.chain import (
    acts_once,
    is_the_applicants,
)
from services.applications.applying.rules.refusals import Reason, is_code, refused
from services.applications.applying.state import (
    Finding,
    Rejected,
    State,
    UnderAppeal,
    Unsubmitted,
)
from shared.contracts.appealing import (
    AppealDecided,
    AppealFindingGiven,
    AppealLodged,
    AppealOutcome,
    AppealOverdue,
)
from shared.contracts.applications import ApplicationAccepted
from shared.contracts.fresh_assessment import FreshAssessmentOrdered
from shared.rulebook.tables.appealing import CountedFrom


def lodge(command: LodgeAppeal, state: State) -> Sequence[Event]:
    """Return the appeal against a refusal, in time and with what it must bring."""
    is_the_applicants(command.sender, command.beside)
    match state:
        case Rejected():
            return [_lodged(command, state)]
        case UnderAppeal():
            raise refused(Reason.UNDER_APPEAL)
        case Unsubmitted():
            raise refused(Reason.NOT_FOUND)
        case _:
            raise refused(Reason.NOT_REFUSED)


def _last_day(command: LodgeAppeal, state: Rejected) -> date | None:
    """Return the last day: a refusal that served nobody has none (domain §7A R6)."""
    from_service = command.rules.counted_from is CountedFrom.SERVICE
    if command.to_be_served and from_service:
        return command.served_until
    return state.appeal_by


def _lodged(command: LodgeAppeal, state: Rejected) -> AppealLodged:
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
        person_id=person.person_id,
        given_names=person.given_names,
        email=person.email,
        statement=command.statement,
    )


def find(command: FindOnAppeal, state: State) -> Sequence[Event]:
    """Return a member's finding, and the decision once enough find the same."""
    if not isinstance(state, UnderAppeal):
        raise refused(Reason.NO_APPEAL)
    finding = Finding(command.outcome, frozenset(_scopes(command, state)))
    if command.member in state.findings:
        if state.findings[command.member] == finding:
            return []
        raise refused(Reason.FOUND_ALREADY)
    _may_find(command, state)
    agreed = [m for m, other in state.findings.items() if other == finding]
    given = _given(command, state)
    if len(agreed) + 1 < state.members:
        return [given]
    return [given, *_decided(command, state, (*agreed, command.member))]


def _may_find(command: FindOnAppeal, state: UnderAppeal) -> None:
    acts_once(command.member, state.case, command.beside)
    if not all(map(is_code, command.reasons)):
        raise refused(Reason.BAD_REASON)
    narrows = 0 < len(_scopes(command, state)) < len(state.case.scopes)
    if not command.reasons and (narrows or command.outcome is not AppealOutcome.UPHELD):
        raise refused(Reason.NO_REASONS)
    if command.outcome is AppealOutcome.UPHELD:
        matters_are_settled(command.beside, command.settled_before)
        fits_the_register(state.case.route, command)


def _scopes(command: FindOnAppeal, state: UnderAppeal) -> tuple[str, ...]:
    """Return the scopes that a finding admits in: none unless it is upheld."""
    applied_for = state.case.scopes
    if command.outcome is not AppealOutcome.UPHELD:
        if command.scopes:
            raise refused(Reason.SCOPES_NOT_ASKED)
        return ()
    if not command.scopes or set(command.scopes) == set(applied_for):
        return applied_for
    return narrower(command.scopes, applied_for)


def _given(command: FindOnAppeal, state: UnderAppeal) -> AppealFindingGiven:
    person = command.person or Person()
    return AppealFindingGiven(
        application_id=command.application_id,
        appeal=state.case.appeals,
        member=command.member,
        outcome=command.outcome,
        scopes=_scopes(command, state),
        reasons=command.reasons,
        person_id=person.person_id,
        explanation=command.explanation,
    )


def _decided(
    command: FindOnAppeal, state: UnderAppeal, members: tuple[str, ...]
) -> Sequence[Event]:
    person = command.person or Person()
    decided = AppealDecided(
        application_id=command.application_id,
        appeal=state.case.appeals,
        outcome=command.outcome,
        members=members,
        scopes=_scopes(command, state),
        reasons=command.reasons,
        person_id=person.person_id,
        given_names=person.given_names,
        email=person.email,
        explanation=command.explanation,
    )
    match command.outcome:
        case AppealOutcome.UPHELD:
            return [decided, _admitted(command, state, person)]
        case AppealOutcome.SENT_BACK:
            return [decided, _afresh(command, state, members)]
        case AppealOutcome.DISMISSED:
            return [decided]


def _admitted(
    command: FindOnAppeal, state: UnderAppeal, person: Person
) -> ApplicationAccepted:
    scopes = _scopes(command, state)
    return ApplicationAccepted(
        application_id=command.application_id,
        scopes=scopes,
        route=state.case.route,
        level=state.case.level,
        not_admitted=tuple(s for s in state.case.scopes if s not in scopes),
        reasons=command.reasons,
        appeal=state.case.appeals,
        decider=command.member,
        person_id=person.person_id,
        given_names=person.given_names,
        family_name=person.family_name,
        work_town=person.work_town,
        email=person.email,
        explanation=command.explanation,
    )


def _afresh(
    command: FindOnAppeal, state: UnderAppeal, members: tuple[str, ...]
) -> FreshAssessmentOrdered:
    excluded = state.case.acted | set(state.findings) | set(members)
    return FreshAssessmentOrdered(
        application_id=command.application_id,
        excluded=tuple(sorted(excluded)),
        assessment=state.case.assessment + 1,
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
