"""Resolving a disagreement by the rulebook's policy, decided (domain §1.4)."""

from collections.abc import Sequence
from dataclasses import replace

from services.assessment.assessing.commands.judgement import Judgement, Words
from services.assessment.assessing.commands.judging import (
    Adjudicate,
    EndModeration,
    Moderate,
    Reconsider,
)
from services.assessment.assessing.deciding.agreeing import conclusion, dispute
from services.assessment.assessing.deciding.assigning import seating_of
from services.assessment.assessing.deciding.events import RULE, Event
from services.assessment.assessing.deciding.judging import (
    judgement_in,
    locked,
    saying,
)
from services.assessment.assessing.rules.agreement import (
    advice,
    in_dispute,
    majority,
    unanimous,
)
from services.assessment.assessing.rules.judging import (
    check_advice,
    check_findings,
    check_words,
    in_order,
)
from services.assessment.assessing.rules.pool import Choice, choose
from services.assessment.assessing.rules.targets import due_at
from services.assessment.assessing.state import State, UnderAssessment, UnderModeration
from shared.contracts.judging import (
    AssessmentAdjudicated,
    Moderation,
    ModerationBegun,
    RecommendationReconsidered,
)
from shared.errors import Refused


def moderate(command: Moderate, state: State) -> Sequence[Event]:
    """Return the next way that can be gone, or what goes to the registrar."""
    if not isinstance(state, UnderModeration) or state.moderation is not None:
        return []
    case = state.case
    for moderation in command.order:
        if moderation is Moderation.REGISTRAR:
            break
        if moderation in state.tried:
            continue
        if moderation is Moderation.DISCUSS:
            return [_begins(command, case, moderation, case.assessors)]
        choice = _one_more(moderation, command, case)
        if choice.chosen:
            return [_begins(command, case, moderation, choice.chosen, choice)]
    return [conclusion(command.assessment_id, case, None)]


def _begins(
    command: Moderate,
    case: UnderAssessment,
    moderation: Moderation,
    moderators: tuple[str, ...],
    choice: Choice | None = None,
) -> ModerationBegun:
    return ModerationBegun(
        assessment_id=command.assessment_id,
        application_id=case.application_id,
        round=case.round,
        moderation=moderation,
        moderators=moderators,
        due_at=due_at(command.today, command.days),
        considered=choice.considered if choice else (),
        considered_more=len(command.pool) - len(choice.considered) if choice else 0,
    )


def _one_more(
    moderation: Moderation, command: Moderate, case: UnderAssessment
) -> Choice:
    """Return who has the word, somebody without a conflict or a part in the case.

    Nobody acts twice in one chain (domain §8, 1).
    """
    seating = seating_of(command, case)
    beside = [one for one in command.pool if one.assessor_id in case.assessors]
    others = [one for one in command.pool if one not in beside]
    leads = [*beside, *(one for one in others if one.lead)]
    if moderation is Moderation.LEAD_ASSESSOR:
        return choose(leads, seating, 1)
    # A lead assessor who judges as the third could not settle it afterwards.
    plain = [*beside, *(one for one in others if not one.lead)]
    choice = choose(plain, seating, 1)
    return choice if choice.chosen else choose(command.pool, seating, 1)


def end_moderation(command: EndModeration, state: State) -> Sequence[Event]:
    """Return that a moderation came to nothing by its last day."""
    if (
        not isinstance(state, UnderModeration)
        or state.moderation is None
        or state.due_at is None
        or command.now < state.due_at
    ):
        return []
    tried = (*state.tried, state.moderation)
    return [dispute(command.assessment_id, state.case, tried)]


def reconsider(command: Reconsider, state: State) -> Sequence[Event]:
    """Return that an assessor stood by a recommendation or changed it, once.

    As soon as they agree the case is concluded; where all have had the word and still
    differ, the next way is gone.
    """
    said = locked(state).get(command.assessor_id)
    if said is None:
        raise Refused("not-assigned", "The case is not assigned to you.", RULE)
    judgement = _completed(command.judgement, said)
    now = _with_word(command.assessor_id, state, Moderation.DISCUSS)
    if now is None:
        return _same_again(judgement == said, command.words == command.on_record)
    case = now.case
    _check_reasons(command.words)
    explained = _changed_for_worse(judgement, said)
    check_findings(judgement, command.words, case.standards, explained)
    check_advice(judgement, case.scopes)
    event = RecommendationReconsidered(
        assessment_id=command.assessment_id,
        application_id=case.application_id,
        assessor_id=command.assessor_id,
        round=case.round,
        changed=judgement != said,
        recommendation=judgement.recommendation,
        findings=judgement.findings,
        scopes=judgement.scopes,
        gaps=judgement.gaps,
        person_id=command.person_id,
        reasons=command.words.reasons,
        reasons_by_standard=command.words.by_standard or None,
    )
    return [event, *_discussed(command, spoken(now, event))]


def _discussed(command: Reconsider, state: State) -> Sequence[Event]:
    """Return what comes of the discussion when one more has had the word."""
    if not isinstance(state, UnderModeration):
        return []
    said = state.case.given.values()
    all_spoken = state.spoken.issuperset(state.moderators)
    agreed = majority(said) if all_spoken else unanimous(said)
    if agreed is not None:
        return [conclusion(command.assessment_id, state.case, agreed)]
    if not all_spoken:
        return []
    tried = (*state.tried, Moderation.DISCUSS)
    return [dispute(command.assessment_id, state.case, tried)]


def adjudicate(command: Adjudicate, state: State) -> Sequence[Event]:
    """Return what a lead assessor settles, with reasons for each standard in dispute.

    What was found the same by all stands.
    """
    now = _with_word(command.assessor_id, state, Moderation.LEAD_ASSESSOR)
    if now is None:
        said = locked(state).get(command.assessor_id)
        if said is None:
            raise Refused("not-assigned", "The case is not assigned to you.", RULE)
        same = _completed(command.judgement, said) == said
        return _same_again(same, command.words == command.on_record)
    case = now.case
    _check_reasons(command.words)
    standards = in_dispute(case.given.values())
    check_findings(command.judgement, command.words, standards, standards)
    whole = _completed(command.judgement, _undisputed(case))
    check_advice(whole, case.scopes)
    event = AssessmentAdjudicated(
        assessment_id=command.assessment_id,
        application_id=case.application_id,
        assessor_id=command.assessor_id,
        round=case.round,
        recommendation=whole.recommendation,
        findings=command.judgement.findings,
        scopes=whole.scopes,
        gaps=whole.gaps,
        person_id=command.person_id,
        reasons=command.words.reasons,
        reasons_by_standard=command.words.by_standard or None,
    )
    acted = case.acted.union(case.given)
    settled = replace(case, given={command.assessor_id: whole}, acted=acted)
    return [event, conclusion(command.assessment_id, settled, advice(whole))]


def _with_word(
    assessor_id: str, state: State, moderation: Moderation
) -> UnderModeration | None:
    """Return the case if the assessor has the word in this moderation, and once."""
    if (
        isinstance(state, UnderModeration)
        and state.moderation is moderation
        and assessor_id in state.moderators
        and assessor_id not in state.spoken
    ):
        return state
    return None


def _same_again(same_judgement: bool, same_words: bool) -> Sequence[Event]:
    if same_judgement and same_words:
        return []
    raise Refused("not-your-turn", "You do not have the word in this case now.", RULE)


def _check_reasons(words: Words) -> None:
    check_words(words)
    if not (words.reasons or "").strip():
        raise Refused("reasons-missing", "Say why.", RULE)


def _completed(judgement: Judgement, before: Judgement) -> Judgement:
    """Return the judgement with what was found before and is not judged anew."""
    findings = {**before.findings, **judgement.findings}
    return in_order(replace(judgement, findings=findings))


def _changed_for_worse(judgement: Judgement, before: Judgement) -> frozenset[str]:
    """Return the standards that are not met, and were found otherwise before."""
    return frozenset(
        code
        for code in judgement.not_met
        if judgement.findings[code] is not before.findings.get(code)
    )


def _undisputed(case: UnderAssessment) -> Judgement:
    """Return what all found the same, as a judgement of anybody's."""
    somebody = next(iter(case.given.values()))
    disputed = in_dispute(case.given.values())
    findings = {
        code: finding
        for code, finding in somebody.findings.items()
        if code not in disputed
    }
    return replace(somebody, findings=findings)


def begun(state: State, event: ModerationBegun) -> State:
    """Return the case with those who have the word."""
    if not isinstance(state, UnderModeration):
        return state
    return replace(
        state,
        moderation=event.moderation,
        moderators=event.moderators,
        spoken=frozenset(),
        due_at=event.due_at,
    )


def spoken(
    state: State, event: RecommendationReconsidered | AssessmentAdjudicated
) -> State:
    """Return the case with what one of the moderators said."""
    if not isinstance(state, UnderModeration):
        return state
    judgement = judgement_in(event)
    if isinstance(event, AssessmentAdjudicated) and state.case.given:
        judgement = _completed(judgement, _undisputed(state.case))
    return replace(
        state,
        case=saying(state.case, event.assessor_id, judgement),
        spoken=state.spoken | {event.assessor_id},
    )
