"""A part's progress."""

from datetime import UTC, datetime, timedelta

from shared.progress import Progress

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
LATER = NOON + timedelta(minutes=5)


def test_is_unknown_before_it_has_joined() -> None:
    progress = Progress()
    progress.note("hearing", None, 0, NOON)
    assert not progress.has_seen("hearing")
    assert progress.complaint("hearing", NOON) == "hearing has not joined Kafka yet."


def test_is_well_while_there_is_nothing_to_do() -> None:
    progress = Progress()
    for moment in (NOON, LATER):
        progress.note("hearing", 0, 7, moment)
    assert progress.complaint("hearing", LATER) is None


def test_is_well_while_it_is_behind_and_moves() -> None:
    progress = Progress()
    progress.note("hearing", 900, 7, NOON)
    progress.note("hearing", 900, 8, LATER)
    assert progress.complaint("hearing", LATER) is None


def test_is_stuck_when_it_is_behind_and_does_not_move() -> None:
    progress = Progress()
    progress.note("hearing", 9, 7, NOON)
    progress.note("hearing", 9, 7, LATER)
    assert progress.complaint("hearing", LATER) == (
        "hearing has not moved for 300 seconds."
    )


def test_is_stuck_when_kafka_does_not_answer_for_long() -> None:
    progress = Progress()
    progress.note("hearing", 0, 7, NOON)
    progress.note("hearing", None, 0, LATER)
    assert progress.complaint("hearing", LATER) is not None
