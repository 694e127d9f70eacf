"""Findings on an appeal, by a panel outside the chain, and what they come to."""

from collections.abc import Sequence

from services.applications.applying.commands import FindOnAppeal, Person
from services.applications.applying.deciding.events import Event
from services.applications.applying.rules.admission import (
    fits_the_register,
    has_an_entry,
    matters_are_settled,
    narrower,
)
from services.applications.applying.rules.chain import acts_once
from services.applications.applying.rules.refusals import Reason, is_code, refused
from services.applications.applying.state import Finding, State, UnderAppeal
from shared.contracts.appealing import (
    AppealDecided,
    AppealFindingGiven,
    AppealOutcome,
    ScopesAdmittedOnAppeal,
)
from shared.contracts.applications import ApplicationAccepted
from shared.contracts.fresh_assessment import FreshAssessmentOrdered


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
    narrows = 0 < len(_scopes(command, state)) < len(state.at_stake)
    if not command.reasons and (narrows or command.outcome is not AppealOutcome.UPHELD):
        raise refused(Reason.NO_REASONS)
    if command.outcome is AppealOutcome.SENT_BACK and state.admitted:
        raise refused(Reason.NOT_SENT_BACK)
    if command.outcome is AppealOutcome.UPHELD:
        matters_are_settled(command.beside, command.settled_before)
        _fits(command, state)


def _fits(command: FindOnAppeal, state: UnderAppeal) -> None:
    """Scopes are added to an entry that stands; else, as by a first decision."""
    if state.admitted:
        has_an_entry(command.beside)
    else:
        fits_the_register(state.case.route, command)


def _scopes(command: FindOnAppeal, state: UnderAppeal) -> tuple[str, ...]:
    """Return the scopes that a finding admits in: none unless it is upheld."""
    at_stake = state.at_stake
    if command.outcome is not AppealOutcome.UPHELD:
        if command.scopes:
            raise refused(Reason.SCOPES_NOT_ASKED)
        return ()
    if not command.scopes or set(command.scopes) == set(at_stake):
        return at_stake
    return narrower(command.scopes, at_stake)


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
        against=state.against,
        person_id=person.person_id,
        given_names=person.given_names,
        email=person.email,
        explanation=command.explanation,
    )
    match command.outcome:
        case AppealOutcome.UPHELD:
            return [decided, _upheld(command, state, person)]
        case AppealOutcome.SENT_BACK:
            return [decided, _afresh(command, state, members)]
        case AppealOutcome.DISMISSED:
            return [decided]


def _upheld(command: FindOnAppeal, state: UnderAppeal, person: Person) -> Event:
    return (_added if state.admitted else _admitted)(command, state, person)


def _added(
    command: FindOnAppeal, state: UnderAppeal, person: Person
) -> ScopesAdmittedOnAppeal:
    scopes = _scopes(command, state)
    return ScopesAdmittedOnAppeal(
        application_id=command.application_id,
        appeal=state.case.appeals,
        scopes=scopes,
        not_admitted=tuple(s for s in state.at_stake if s not in scopes),
        route=state.case.route,
        level=state.case.level,
        decider=command.member,
        person_id=person.person_id,
        given_names=person.given_names,
        family_name=person.family_name,
        work_town=person.work_town,
        email=person.email,
    )


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
    # To have judged what was declared in it is a part in the chain too.
    parts = state.case.acted | command.beside.judged
    excluded = parts | set(state.findings) | set(members)
    return FreshAssessmentOrdered(
        application_id=command.application_id,
        excluded=tuple(sorted(excluded)),
        assessment=state.case.assessment + 1,
    )
