"""Taking a seat of a case, and leaving it, decided."""

from collections.abc import Sequence
from dataclasses import replace

from services.assessment.assessing.commands.assigning import Claim, TakeOff
from services.assessment.assessing.deciding.agreeing import dispute
from services.assessment.assessing.deciding.assigning import fill, seating_of
from services.assessment.assessing.deciding.events import RULE, Event
from services.assessment.assessing.rules.pool import Choice, choose, obstacle
from services.assessment.assessing.rules.targets import due_at
from services.assessment.assessing.state import (
    State,
    Unassigned,
    UnderAssessment,
    UnderModeration,
)
from shared.contracts.assigning import AssessorJoined, AssessorRecused, Joining
from shared.contracts.judging import Moderation, ModerationBegun
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
            return [_joins(command, state, command.how, choice)]
        case Unassigned():
            return [_first(command, state)]
        case _:
            raise Refused("not-open-to-claims", "No such case can be taken.", RULE)


def take_off(command: TakeOff, state: State) -> Sequence[Event]:
    """Return that an assessor is off the case, and who has it instead.

    What the others have given stays locked, and their successor sees none of it.
    """
    case = state.case if isinstance(state, UnderModeration) else state
    tied = command.by_registrar and command.actor in command.tied
    # To whoever is tied to its applicant, the case does not exist.
    if tied or not isinstance(case, UnderAssessment):
        raise _not_theirs()
    if command.assessor_id in case.given:
        raise Refused(
            "already-given",
            "What was given is locked: it stays, or is moderated.",
            RULE,
        )
    if command.assessor_id in case.left:
        return []
    if isinstance(state, UnderModeration) and command.assessor_id in state.moderators:
        return _word_passed(command, state)
    if command.assessor_id in case.assessors:
        return _taken_off(command, case)
    raise _not_theirs()


def _not_theirs() -> Refused:
    return Refused("not-assigned", "The case is not with that assessor.", RULE)


def _word_passed(command: TakeOff, state: UnderModeration) -> Sequence[Event]:
    """Return that a moderator is off the case: the same way is gone with another."""
    gone = _recusal(command, state.case)
    if command.to is None or state.moderation is None or state.due_at is None:
        return [gone, dispute(command.assessment_id, state.case, state.tried)]
    choice = _named(command, without(state.case, command.assessor_id), command.to)
    wanted = next(one for one in command.pool if one.assessor_id == command.to)
    if state.moderation is Moderation.LEAD_ASSESSOR and not wanted.lead:
        raise Refused("not-a-lead", "A lead assessor settles it.", RULE)
    begun = ModerationBegun(
        assessment_id=command.assessment_id,
        application_id=state.case.application_id,
        round=state.case.round,
        moderation=state.moderation,
        moderators=choice.chosen,
        due_at=state.due_at,
        considered=choice.considered,
        considered_more=choice.more,
    )
    return [gone, begun]


def _taken_off(command: TakeOff, state: UnderAssessment) -> Sequence[Event]:
    gone = _recusal(command, state)
    left = without(state, command.assessor_id)
    if command.to is None:
        return [gone, *fill(command, left)]
    choice = _named(command, left, command.to)
    return [gone, _joins(command, left, Joining.NAMED_BY_REGISTRAR, choice)]


def _recusal(command: TakeOff, case: UnderAssessment) -> AssessorRecused:
    return AssessorRecused(
        assessment_id=command.assessment_id,
        application_id=case.application_id,
        assessor_id=command.assessor_id,
        reason=command.reason,
        person_id=command.person_id,
        explanation=command.explanation,
    )


def _named(command: TakeOff, case: UnderAssessment, assessor_id: str) -> Choice:
    if assessor_id == command.actor:
        raise Refused("own-case", "Nobody names themself for a case.", ONE_CHAIN)
    return _only(command, case, assessor_id)


def without(state: UnderAssessment, assessor_id: str) -> UnderAssessment:
    """Return the case without an assessor, who does not come back to it.

    Who leaves a later round had a part in an earlier one.
    """
    staying = tuple(one for one in state.assessors if one != assessor_id)
    acted = state.acted | {assessor_id} if state.round > 1 else state.acted
    left = state.left | {assessor_id}
    return replace(state, assessors=staying, left=left, acted=acted)


def recused(state: State, event: AssessorRecused) -> State:
    """Return the case after somebody left it."""
    match state:
        case UnderAssessment():
            return without(state, event.assessor_id)
        case UnderModeration():
            return replace(
                state,
                case=without(state.case, event.assessor_id),
                moderators=tuple(
                    one for one in state.moderators if one != event.assessor_id
                ),
            )
        case _:
            return state


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
        level=state.level,
        seats=command.policy.assessors_per_case,
        left=state.excluded,
    )
    choice = _only(command, empty, command.assessor_id)
    return _joins(command, empty, command.how, choice)


def _only(command: Claim | TakeOff, state: UnderAssessment, assessor_id: str) -> Choice:
    """Return the assessor as chosen; `Refused` with the code of what stands against."""
    seating = seating_of(command, state)
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
