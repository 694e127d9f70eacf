"""Assigning, whatever the pool."""

from collections import Counter
from dataclasses import replace
from uuid import UUID

from hypothesis import given as whatever
from hypothesis import strategies as st

from services.assessment.assessing.commands import PoolMember
from services.assessment.assessing.decider import ASSESSMENT
from services.assessment.assessing.knowledge import Known, PoolAndPapers
from services.assessment.assessing.rules.naming import assessment_of
from shared.contracts.assessment import AssessorsAssigned
from tests.support.assessment import ANNA, BEN, member, open_case

SCOPES = ("nuclear-medicine", "sonography")

members = st.builds(
    PoolMember,
    assessor_id=st.sampled_from([f"actor-{number}" for number in range(8)]),
    scopes=st.frozensets(st.sampled_from(SCOPES)),
    capacity=st.integers(1, 4),
    open_cases=st.integers(0, 5),
)
pools = st.lists(members, max_size=8, unique_by=lambda one: one.assessor_id)
batches = st.lists(
    st.lists(st.sampled_from(SCOPES), min_size=1, unique=True).map(tuple), max_size=12
)


def assigned_in_turn(
    pool: list[PoolMember], batch: list[tuple[str, ...]]
) -> list[tuple[tuple[str, ...], AssessorsAssigned]]:
    """Open a batch of cases as the kit does, each seeing those before it."""
    knowledge = PoolAndPapers()
    known = Known(pool={one.assessor_id: one for one in pool})
    assigned: list[tuple[tuple[str, ...], AssessorsAssigned]] = []
    for number, scopes in enumerate(batch):
        case = assessment_of(UUID(int=number))
        command = replace(open_case(), assessment_id=case, scopes=scopes)
        informed = knowledge.inform(command, known)
        for event in ASSESSMENT.decide(informed, ASSESSMENT.initial):
            known = knowledge.learn(known, event)
            if isinstance(event, AssessorsAssigned):
                assigned.append((scopes, event))
    return assigned


@whatever(pools, batches)
def test_never_names_anybody_twice(
    pool: list[PoolMember], batch: list[tuple[str, ...]]
) -> None:
    for _, event in assigned_in_turn(pool, batch):
        assert len(set(event.assessors)) == len(event.assessors) == 2


@whatever(pools, batches)
def test_never_gives_anybody_more_cases_than_agreed(
    pool: list[PoolMember], batch: list[tuple[str, ...]]
) -> None:
    assigned = assigned_in_turn(pool, batch)
    taken = Counter(who for _, event in assigned for who in event.assessors)
    for one in pool:
        room = max(0, one.capacity - one.open_cases)
        assert taken[one.assessor_id] <= room


def test_stays_below_the_size_of_an_entry_however_large_the_pool() -> None:
    pool = [member(f"actor-{number:058}") for number in range(2_000)]
    [(_, event)] = assigned_in_turn(pool, [("nuclear-medicine",)])
    assert len(event.model_dump_json()) < 20_000
    assert event.considered_more == 2_000 - len(event.considered)


@whatever(pools, batches)
def test_never_goes_beyond_anybody_s_scopes(
    pool: list[PoolMember], batch: list[tuple[str, ...]]
) -> None:
    holds = {one.assessor_id: one.scopes for one in pool}
    for scopes, event in assigned_in_turn(pool, batch):
        assert all(holds[who].issuperset(scopes) for who in event.assessors)


@whatever(pools, batches, st.randoms())
def test_depends_on_no_order_of_the_pool(
    pool: list[PoolMember], batch: list[tuple[str, ...]], dice: object
) -> None:
    shuffled = list(pool)
    getattr(dice, "shuffle")(shuffled)  # noqa: B009 - hypothesis's own dice
    assert assigned_in_turn(shuffled, batch) == assigned_in_turn(pool, batch)


@whatever(pools, batches)
def test_says_of_everybody_why_they_were_taken_or_not(
    pool: list[PoolMember], batch: list[tuple[str, ...]]
) -> None:
    for _, event in assigned_in_turn(pool, batch):
        assert len(event.considered) + event.considered_more == len(pool)
        taken = {
            one.assessor_id for one in event.considered if one.reason == "assigned"
        }
        assert taken == set(event.assessors)


def test_frees_the_place_of_who_has_spoken() -> None:
    (_, event), *_ = assigned_in_turn(
        [member(ANNA, capacity=1), member(BEN, capacity=1)], [("nuclear-medicine",)]
    )
    assert event.assessors == (ANNA, BEN)
