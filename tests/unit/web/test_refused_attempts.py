"""Refused attempts, as they are told to the log."""

from shared.web.attempts import Attempt, Attempts

READ = Attempt("actor-1", "applications.read-application", "application/1")


def test_are_told_at_once_the_first_time() -> None:
    attempts = Attempts(60)
    assert attempts.note(READ, 0)
    assert attempts.due(59) == []


def test_are_told_together_when_the_minute_has_passed() -> None:
    attempts = Attempts(60)
    last = Attempt(READ.actor, READ.action, "application/2")
    told = [attempts.note(READ, 0), *(attempts.note(last, 1) for _ in range(500))]
    assert told == [True, *[False] * 500]
    assert attempts.due(60) == [(last, 500)]
    assert attempts.due(61) == []


def test_stay_counted_while_they_go_on() -> None:
    attempts = Attempts(60)
    attempts.note(READ, 0)
    attempts.note(READ, 10)
    attempts.due(60)
    assert not attempts.note(READ, 70)
    assert attempts.due(119) == []
    assert attempts.due(120) == [(READ, 1)]


def test_are_told_at_once_again_after_a_quiet_minute() -> None:
    attempts = Attempts(60)
    attempts.note(READ, 0)
    assert attempts.due(60) == []
    assert attempts.note(READ, 61)


def test_are_counted_by_actor_and_action() -> None:
    attempts = Attempts(60)
    attempts.note(READ, 0)
    assert attempts.note(Attempt("actor-2", READ.action), 1)
    assert attempts.note(Attempt(READ.actor, "assessment.read-case"), 1)


def test_are_told_later_where_they_could_not_be_written() -> None:
    attempts = Attempts(60)
    attempts.note(READ, 0)
    attempts.untell(READ)
    assert attempts.due(60) == [(READ, 1)]
