"""A service's garbage collector."""

import gc
from collections.abc import Iterator

import pytest

from shared.garbage import OLDER, YOUNG, collect_less_often


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """Leave the collector of the tests' own process as it was."""
    threshold = gc.get_threshold()
    yield
    gc.set_threshold(*threshold)
    gc.unfreeze()


def test_is_on_and_looks_less_often_than_by_default() -> None:
    collect_less_often()
    assert gc.isenabled()
    assert gc.get_threshold() == (YOUNG, OLDER, OLDER)


def test_leaves_what_start_up_made_alone() -> None:
    collect_less_often()
    assert gc.get_freeze_count() > 0
