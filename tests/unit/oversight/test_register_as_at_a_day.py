"""The register as at a day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight.as_at import Question, RegisterAsAt, as_at_document, question_of
from shared.contracts.canonical import Json
from shared.contracts.transfers import EntryTransferred
from shared.errors import Malformed
from tests.support.overseen import MadeUpLog, named

DAY = date(2026, 3, 1)
ENTRIES = st.lists(st.tuples(st.integers(1, 6), st.integers(0, 9)), max_size=8)
CHANGES = st.lists(
    st.tuples(
        st.integers(1, 6),
        st.sampled_from(["registered", "suspended", "lapsed"]),
        st.integers(0, 12),
        st.integers(-6, 6),
    ),
    max_size=12,
)


def on(day: int) -> date:
    return DAY + timedelta(days=day)


def fold(log: MadeUpLog, question: Question) -> tuple[dict[str, Json], ...]:
    register = RegisterAsAt(question)
    for entry in log.entries:
        register.take(entry)
    return register.result()


def test_has_nobody_before_their_entry_took_effect() -> None:
    log = MadeUpLog()
    log.entry("CT000001", on(3))
    assert fold(log, Question(on(2))) == ()
    (entry,) = fold(log, Question(on(3)))
    assert (entry["registration_number"], entry["status"]) == ("CT000001", "registered")
    assert (entry["given_names"], entry["work_town"]) == ("Zoë", None)


def test_does_not_know_what_was_recorded_later() -> None:
    log = MadeUpLog()
    log.entry("CT000001", on(0))
    log.status("CT000001", "suspended", on(9), effective=on(4))
    assert fold(log, Question(on(5)))[0]["status"] == "suspended"
    assert fold(log, Question(on(5), known=on(8)))[0]["status"] == "registered"
    assert fold(log, Question(on(3), known=on(9)))[0]["status"] == "registered"


def test_counts_the_events_that_it_has_no_meaning_for() -> None:
    log = MadeUpLog()
    log.status("CT000001", "suspended", on(0))
    log.entry("CT000001", on(1))
    assert fold(log, Question(on(1)))[0]["not_understood"] == 1


@given(ENTRIES, CHANGES, st.integers(-1, 13), st.integers(-1, 13))
def test_equals_a_naive_replay(
    entered: list[tuple[int, int]],
    changes: list[tuple[int, str, int, int]],
    day: int,
    known: int,
) -> None:
    log, numbers = MadeUpLog(), dict(entered)
    for number, when in numbers.items():
        log.entry(str(number), on(when))
    told = [change for change in changes if change[0] in numbers]
    for number, status, recorded, shift in told:
        log.status(str(number), status, on(recorded), on(recorded + shift))
    expected: dict[str, str] = {}
    for number in sorted(numbers):
        if numbers[number] > min(day, known):
            continue
        expected[str(number)] = "registered"
        # In the order of effect; of one day, as recorded. Before the entry, nothing.
        for _, status in sorted(
            (
                (recorded + shift, status)
                for one, status, recorded, shift in told
                if one == number
                and recorded <= known
                and numbers[number] <= recorded + shift <= day
            ),
            key=lambda change: change[0],
        ):
            expected[str(number)] = status
    found = fold(log, Question(on(day), on(known)))
    assert {one["registration_number"]: one["status"] for one in found} == expected


def test_says_none_in_words() -> None:
    log = MadeUpLog()
    document = as_at_document((), Question(DAY), log.standing())
    assert document["in_words"] == "None."


@pytest.mark.parametrize(
    ("day", "known", "field"),
    [
        (None, None, "date"),
        (date(2999, 1, 1), None, "date"),
        (on(9), date(2999, 1, 1), "known"),
    ],
)
def test_is_refused_for_a_day_that_nobody_can_tell_of(
    day: date | None, known: date | None, field: str
) -> None:
    log = MadeUpLog()
    log.entry("CT000001", on(3))
    with pytest.raises(Malformed) as refused:
        question_of(day, known, log.standing())
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("day", "known", "open_until"),
    [
        (on(3), None, None),
        (on(9), None, on(9)),
        (on(9), on(3), None),
        (on(1), on(8), on(8)),
        (on(9), on(8), on(8)),
    ],
)
def test_says_where_more_may_yet_be_recorded(
    day: date, known: date | None, open_until: date | None
) -> None:
    log = MadeUpLog()
    log.entry("CT000001", on(3))
    document = as_at_document((), Question(day, known), log.standing())
    assert document["note"] == (
        None
        if open_until is None
        else "Only as far as it is recorded: the log's last entry is of "
        f"{on(3)}, and {open_until} is later."
    )


def test_tells_of_a_day_to_come_what_takes_effect_until_then() -> None:
    log = MadeUpLog()
    log.entry("CT000001", on(0))
    log.status("CT000001", "suspended", on(1), effective=on(8))
    assert fold(log, question_of(on(7), on(9)))[0]["status"] == "registered"
    assert fold(log, question_of(on(8), None))[0]["status"] == "suspended"


def test_says_of_an_empty_log_that_it_is() -> None:
    document = as_at_document((), Question(DAY), MadeUpLog().standing())
    assert "the log is empty" in str(document["note"])


def test_keeps_scopes_and_status_where_an_entry_is_transferred() -> None:
    log = MadeUpLog()
    log.entry("CT000001", on(0), scopes=("nuclear-medicine", "sonography"))
    log.tell(
        "registration/CT000001",
        EntryTransferred(
            registration_number="CT000001",
            application_id=named("CT000001"),
            scope="sonography",
            from_footing="voluntary",
            footing="transitional",
            transferred_on=on(2),
            bulk_id=named("bulk"),
        ),
        on(2),
    )
    (entry,) = fold(log, Question(on(3)))
    assert entry["scopes"] == ["nuclear-medicine", "sonography"]
    assert (entry["status"], entry["not_understood"]) == ("registered", 0)
