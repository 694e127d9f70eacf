"""An application of somebody who was made one with another."""

from uuid import UUID

from services.applications.identity.commands import DecideDuplicate
from services.applications.identity.knowledge import Known, KnownPeople, Pair
from shared.contracts.identity import PersonMerged, PersonParted, SamePerson
from tests.support.applications import NOW

FIRST, SECOND, THIRD = UUID(int=1), UUID(int=2), UUID(int=3)
ANNE, BETH, CATH = UUID(int=11), UUID(int=12), UUID(int=13)
PAIR, OTHER_PAIR = UUID(int=21), UUID(int=22)
KNOWS = KnownPeople()
KNOWN = Known(
    pairs={PAIR: Pair(SECOND, FIRST, None), OTHER_PAIR: Pair(THIRD, SECOND, None)},
    people={FIRST: ANNE, SECOND: BETH, THIRD: CATH},
)
MERGED = PersonMerged(
    pair_id=PAIR, applications=(SECOND,), person_id=ANNE, merged_person_id=BETH
)


def informed(pair_id: UUID, known: Known) -> DecideDuplicate:
    command = DecideDuplicate(pair_id, SamePerson.MERGED, (), None, NOW)
    told = KNOWS.inform(command, known)
    assert isinstance(told, DecideDuplicate)
    return told


def test_follows_the_earlier_person() -> None:
    merging = informed(PAIR, KNOWN).merging
    assert merging is not None
    assert (merging.kept, merging.merged) == (ANNE, BETH)
    assert merging.applications == (SECOND,)


def test_follows_in_a_chain_to_the_first() -> None:
    merging = informed(OTHER_PAIR, KNOWS.learn(KNOWN, MERGED)).merging
    assert merging is not None
    assert (merging.kept, merging.merged) == (ANNE, CATH)


def test_takes_the_persons_other_applications_along() -> None:
    both = Known(
        pairs={PAIR: Pair(SECOND, FIRST, None)},
        people={FIRST: ANNE, SECOND: BETH, THIRD: BETH},
    )
    merging = informed(PAIR, both).merging
    assert merging is not None
    assert merging.applications == (SECOND, THIRD)


def test_needs_no_merging_where_it_is_one_already() -> None:
    command = informed(PAIR, KNOWS.learn(KNOWN, MERGED))
    assert command.merging is None
    assert command.parting is not None
    assert command.parting.parted == BETH


def test_goes_back_when_they_are_parted() -> None:
    parted = PersonParted(
        pair_id=PAIR, applications=(SECOND,), person_id=ANNE, parted_person_id=BETH
    )
    after = KNOWS.learn(KNOWS.learn(KNOWN, MERGED), parted)
    assert after.people[SECOND] == BETH
    assert informed(PAIR, after).parting is None


def test_is_unknown_where_somebody_was_erased_or_never_came() -> None:
    erased = Known(KNOWN.pairs, KNOWN.people, frozenset({ANNE}))
    assert informed(PAIR, erased).unknown
    assert informed(UUID(int=99), KNOWN).unknown
    assert informed(PAIR, Known(KNOWN.pairs)).unknown
