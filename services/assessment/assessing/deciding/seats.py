"""Taking a seat of a case, and leaving it, decided."""

from collections.abc import Sequence
from dataclasses import replace

from services.assessment.assessing.commands.assigning import Claim, TakeOff
from services.assessment.assessing.deciding.assigning import fill
from services.assessment.assessing.deciding.events import RULE, Event
from services.assessment.assessing.rules.pool import Choice, Seating, choose, obstacle
from services.assessment.assessing.rules.targets import due_at
from services.assessment.assessing.state import State, Unassigned, UnderAssessment
from shared.contracts.assigning import AssessorJoined, AssessorRecused, Joining
from shared.errors import Refused

ONE_CHAIN = "domain §8, 1"


def claim(command: Claim, state: State) -> Sequence[Event]:
    """Return that the assessor has the case; `Refused` where they cannot.

    A case that is not there is refused like one that is taken: nobody learns which.
    """
    match state:
        case UnderAssessment() if command.assessor_id in state.assessors:
            return []
        case UnderAssessment() if state.vacancies:
            choice = _only(command, state, command.assessor_id)
            return [_joins(command, state, Joining.CLAIMED, choice)]
        case Unassigned():
            return [_first(command, state)]
        case _:
            raise Refused("not-open-to-claims", "No such case can be taken.", RULE)


def take_off(command: TakeOff, state: State) -> Sequence[Event]:
    """Return that an assessor is off the case, and who has it instead.

    What the others have given stays locked, and their successor sees none of it.
    """
    match state:
        case UnderAssessment() if command.assessor_id in state.given:
            raise Refused(
                "already-given",
                "What was given is locked: it stays, or is moderated.",
                RULE,
            )
        case UnderAssessment() if command.assessor_id in state.assessors:
            return _taken_off(command, state)
        case UnderAssessment() if command.assessor_id in state.left:
            return []
        case _:
            raise Refused("not-assigned", "The case is not with that assessor.", RULE)


def _taken_off(command: TakeOff, state: UnderAssessment) -> Sequence[Event]:
    recused = AssessorRecused(
        assessment_id=command.assessment_id,
        application_id=state.application_id,
        assessor_id=command.assessor_id,
        reason=command.reason,
        person_id=command.person_id,
        explanation=command.explanation,
    )
    left = without(state, command.assessor_id)
    if command.to is None:
        return [recused, *fill(command, left)]
    if command.to == command.actor:
        raise Refused("own-case", "Nobody names themself for a case.", ONE_CHAIN)
    choice = _only(command, left, command.to)
    return [recused, _joins(command, left, Joining.NAMED_BY_REGISTRAR, choice)]


def without(state: UnderAssessment, assessor_id: str) -> UnderAssessment:
    """Return the case without an assessor, who does not come back to it."""
    staying = tuple(one for one in state.assessors if one != assessor_id)
    return replace(state, assessors=staying, left=state.left | {assessor_id})


def recused(state: State, event: AssessorRecused) -> State:
    """Return the case after somebody left it."""
    if not isinstance(state, UnderAssessment):
        return state
    return without(state, event.assessor_id)


def _first(command: Claim, state: Unassigned) -> Event:
    if state.target is None:
        due = due_at(command.today, command.policy.target_days)
    else:
        due = state.target.due_at
    empty = UnderAssessment(
        state.application_id,
        (),
        due,
        scopes=state.scopes,
        seats=command.policy.assessors_per_case,
        left=state.excluded,
    )
    choice = _only(command, empty, command.assessor_id)
    return _joins(command, empty, Joining.CLAIMED, choice)


def _only(command: Claim | TakeOff, state: UnderAssessment, assessor_id: str) -> Choice:
    """Return the assessor as chosen; `Refused` with the code of what stands against."""
    seating = Seating(
        state.scopes,
        command.parties,
        command.today,
        command.policy.may_share_employer,
        state.assessors,
        state.left,
    )
    sitting = [one for one in command.pool if one.assessor_id in state.assessors]
    wanted = [one for one in command.pool if one.assessor_id == assessor_id]
    if not wanted:
        raise Refused("not-in-the-pool", "Nobody of that id is in the pool.", RULE)
    choice = choose([*sitting, *wanted], seating, 1)
    if choice.chosen:
        return choice
    reason = obstacle(wanted[0], seating) or "tied-to-co-assessor"
    raise Refused(
        reason,
        f"The assessor cannot have the case: {reason.replace('-', ' ')}.",
        ONE_CHAIN,
    )


def _joins(
    command: Claim | TakeOff, state: UnderAssessment, how: Joining, choice: Choice
) -> AssessorJoined:
    return AssessorJoined(
        assessment_id=command.assessment_id,
        application_id=state.application_id,
        assessor_id=choice.chosen[0],
        reason=how,
        seats=state.seats,
        due_at=state.due_at,
        considered=choice.considered,
        considered_more=choice.more,
    )
