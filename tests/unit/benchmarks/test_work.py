"""The work of the benchmarks."""

from collections import Counter

import pytest

from benchmarks.workload import (
    BATCH,
    EVENTS_A_STREAM,
    PERSONAL,
    PLAIN,
    Work,
    events,
    subjects,
)
from shared.contracts.sealing import DIGESTS


@pytest.mark.parametrize("number", [1, BATCH, BATCH + 1, 2 * EVENTS_A_STREAM * BATCH])
def test_is_as_much_as_was_asked_for(number: int) -> None:
    assert len(list(subjects(number))) == number


def test_numbers_the_versions_of_each_subject_without_a_gap() -> None:
    seen = Counter[object]()
    for subject, version in subjects(3 * EVENTS_A_STREAM * BATCH - 7):
        seen[subject] += 1
        assert version == seen[subject]


def test_never_has_a_subject_twice_in_a_batch() -> None:
    everything = [subject for subject, _ in subjects(4 * BATCH)]
    for at in range(0, len(everything), BATCH):
        assert len(set(everything[at : at + BATCH])) == BATCH


@pytest.mark.parametrize(("work", "disclosed"), [(PLAIN, 0), (PERSONAL, 3)])
def test_seals_what_is_personal(work: Work, disclosed: int) -> None:
    (event,) = events(work, 1)
    assert len(event.disclosures) == disclosed
    assert (DIGESTS in event.envelope.data) == bool(disclosed)
