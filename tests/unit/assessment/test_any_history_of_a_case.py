"""Any history of a case."""

from collections.abc import Sequence
from datetime import timedelta
from typing import get_args

from hypothesis import given as whatever
from hypothesis import strategies as st

from services.assessment.assessing.commands import Command
from services.assessment.assessing.decider import ASSESSMENT
from services.assessment.assessing.deciding.events import Event
from services.assessment.assessing.state import Concluded, State
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


def said(history: Sequence[Event]) -> list[RecommendationGiven]:
    """Return what the assessors of a history said."""
    return [one for one in history if isinstance(one, RecommendationGiven)]


@whatever(st.lists(commands, max_size=12))
def test_refuses_or_decides_and_does_nothing_else(orders: list[Command]) -> None:
    assert all(isinstance(event, get_args(Event)) for event in lived(orders))


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
    assert isinstance(ASSESSMENT.fold(history), get_args(State))


def test_ends_concluded_when_both_have_spoken() -> None:
    history = lived([open_case(), recommend(ANNA), recommend(BEN)])
    assert isinstance(ASSESSMENT.fold(history), Concluded)
