"""Any history of a case."""

from collections.abc import Sequence
from datetime import timedelta
from typing import get_args

from hypothesis import given as whatever
from hypothesis import strategies as st

from services.assessment.assessing.commands import AssignAgain, Command
from services.assessment.assessing.decider import ASSESSMENT
from services.assessment.assessing.deciding.events import Event
from services.assessment.assessing.state import (
    Concluded,
    NotOpened,
    State,
    UnderAssessment,
)
from services.assessment.assessing.subscribers import ASSESSING
from shared.contracts.assessment import (
    AssessmentConcluded,
    AssessmentOverdue,
    Outcome,
    Recommendation,
    RecommendationGiven,
)
from shared.contracts.judging import DisagreementFound
from shared.errors import Refused
from tests.support.assessment import (
    ANNA,
    ASSIGNED,
    BEN,
    CARA,
    DUE_AT,
    OPENED,
    POSTPONED,
    assign_again,
    given_by,
    member,
    open_case,
    overdue,
    recommend,
)
from tests.support.given import without_personal_data

who = st.sampled_from([ANNA, BEN, CARA, "actor-nobody"])
pools = st.sampled_from([(), (member(ANNA),), (member(ANNA), member(BEN))])
commands: st.SearchStrategy[Command] = st.one_of(
    pools.map(open_case),
    pools.map(assign_again),
    st.builds(recommend, who, st.sampled_from(Recommendation), st.none() | st.text()),
    st.sampled_from([DUE_AT, DUE_AT - timedelta(days=1)]).map(overdue),
)
events: st.SearchStrategy[Event] = st.one_of(
    st.sampled_from([OPENED, ASSIGNED, POSTPONED]),
    st.builds(given_by, who, st.sampled_from(Recommendation)),
    st.builds(
        AssessmentConcluded,
        assessment_id=st.just(ASSIGNED.assessment_id),
        application_id=st.just(ASSIGNED.application_id),
        outcome=st.sampled_from(Outcome),
        assessors=st.just((ANNA, BEN)),
    ),
    st.builds(
        AssessmentOverdue,
        assessment_id=st.just(ASSIGNED.assessment_id),
        application_id=st.just(ASSIGNED.application_id),
        missing=st.just((ANNA,)),
        was_due_on=st.just(DUE_AT.date()),
    ),
)


def lived(orders: Sequence[Command]) -> list[Event]:
    """Return what a case does with these commands, refusals left out."""
    history: list[Event] = []
    for command in orders:
        state = ASSESSMENT.fold(map(without_personal_data, history))
        try:
            history.extend(ASSESSMENT.decide(command, state))
        except Refused:
            continue
    return history


def decided(command: Command, history: Sequence[Event]) -> Sequence[Event] | Refused:
    """Return what a case with this history makes of a command."""
    try:
        return ASSESSMENT.decide(command, ASSESSMENT.fold(history))
    except Refused as refused:
        return refused


def said(history: Sequence[Event]) -> list[RecommendationGiven]:
    """Return what the assessors of a history said."""
    return [one for one in history if isinstance(one, RecommendationGiven)]


@whatever(st.lists(commands, max_size=12))
def test_refuses_with_a_code_and_a_sentence_or_makes_events_of_its_own(
    orders: list[Command],
) -> None:
    history: list[Event] = []
    for command in orders:
        made = decided(command, history)
        if isinstance(made, Refused):
            assert made.code
            assert made.sentence.endswith(".")
            continue
        assert {type(event) for event in made} <= set(ASSESSING.owns)
        assert {event.assessment_id for event in made} <= {command.assessment_id}
        history.extend(made)
        # Sent once more, it does nothing that it has done: it is quiet, or refused.
        again = decided(command, history)
        assert (
            isinstance(command, AssignAgain) or isinstance(again, Refused) or not again
        )


@whatever(st.lists(commands, max_size=12))
def test_has_each_assessor_speak_once(orders: list[Command]) -> None:
    spoken = [one.assessor_id for one in said(lived(orders))]
    assert len(spoken) == len(set(spoken))


@whatever(st.lists(commands, max_size=12))
def test_ends_once_where_all_agree_and_is_in_dispute_where_they_do_not(
    orders: list[Command],
) -> None:
    history = lived(orders)
    advice = {(one.recommendation, one.scopes) for one in said(history)}
    all_spoke = len(said(history)) == 2
    concluded = [e for e in history if isinstance(e, AssessmentConcluded)]
    disputed = [e for e in history if isinstance(e, DisagreementFound)]
    assert len(concluded) == int(all_spoke and len(advice) == 1)
    assert bool(disputed) == (all_spoke and len(advice) == 2)


@whatever(st.lists(commands, max_size=12))
def test_folds_the_same_with_every_disclosure_deleted(orders: list[Command]) -> None:
    history = lived(orders)
    bare = ASSESSMENT.fold(map(without_personal_data, history))
    assert ASSESSMENT.fold(history) == bare


@whatever(st.lists(events, max_size=8))
def test_can_be_folded_even_where_it_could_not_have_happened(
    history: list[Event],
) -> None:
    state = ASSESSMENT.fold(history)
    assert isinstance(state, get_args(State))
    # Nothing that is said makes a case that was opened one that never was.
    assert isinstance(state, NotOpened) <= (OPENED not in history)
    if isinstance(state, UnderAssessment):
        assert set(state.given) <= {ANNA, BEN, CARA, "actor-nobody"}
        assert set(state.missing).isdisjoint(state.given)


def test_ends_concluded_when_both_have_spoken() -> None:
    history = lived([open_case(), recommend(ANNA), recommend(BEN)])
    assert isinstance(ASSESSMENT.fold(history), Concluded)
