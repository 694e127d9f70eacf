"""The trail of a subject."""

from pathlib import Path

import pytest

from oversight.source import ExportedLog
from oversight.trails.from_export import trail_in
from oversight.trails.question import read_question
from oversight.trails.trail import Change, TrailEntry
from shared.identity.roles import Role
from tests.support.exported_log import exported
from tests.support.golden_log import KEY
from tests.support.logged_story import (
    ADA,
    ADAS,
    ADAS_CASE,
    ADAS_ENTRIES,
    ADAS_NUMBER,
    BEA,
    BEAS,
    BEAS_ENTRY,
    IMPORT,
    REGISTRAR,
    STORY,
    TOLD,
)


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    return exported(STORY, tmp_path)


def trail(
    directory: Path, subject: str = "", role: Role = Role.REGULATOR, **more: str
) -> list[TrailEntry]:
    log = ExportedLog(directory, {role}, KEY)
    return list(trail_in(log, read_question(subject, **more)))


def indexes(found: list[TrailEntry]) -> list[int]:
    return [it.entry.index for it in found]


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        (ADA, ADAS_ENTRIES),
        (ADAS_NUMBER, ADAS_ENTRIES),
        (BEA, [BEAS_ENTRY]),
        (BEAS, [BEAS_ENTRY]),
        (ADAS_CASE, [5]),
        (TOLD, [1, 2]),
        (f"application/{ADAS}", [1, 3, 6]),
        ("actor-assessor", [0]),
        (REGISTRAR, [0, 3, 4, 6, 7]),
        (str(IMPORT), list(range(10))),
        ("nobody", []),
    ],
)
def test_is_all_that_it_leads_to_and_nothing_of_others(
    subject: str, expected: list[int], directory: Path
) -> None:
    assert indexes(trail(directory, subject)) == expected


def test_names_the_possible_duplicate_of_an_application(directory: Path) -> None:
    # Bea's application says that it may be Ada's again; no more of it is shown.
    assert indexes(trail(directory, ADAS)) == sorted([*ADAS_ENTRIES, BEAS_ENTRY])


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ({"since": "2026-03-02", "until": "2026-03-02"}, [6, 7, 8, 9]),
        ({"until": "2026-03-01"}, [3, 5]),
        ({"event_type": "message-sent"}, [2, 9]),
        ({"event_type": "register.notifications.message-sent.v1"}, [2, 9]),
        ({"actor": REGISTRAR}, [3, 6, 7]),
        ({"text": "ADA lovelace"}, [3]),
        ({"text": "radiotherapy"}, [6]),
    ],
)
def test_is_narrowed_by_all_that_is_asked(
    words: dict[str, str], expected: list[int], directory: Path
) -> None:
    assert indexes(trail(directory, ADA, Role.REGULATOR, **words)) == expected


def test_counts_days_as_they_are_in_london(directory: Path) -> None:
    # 29 March 2026 begins at midnight UTC and ends an hour early.
    question = read_question("x", "2026-03-29", "2026-03-29")
    assert str(question.begins) == "2026-03-29 00:00:00+00:00"
    assert str(question.ends) == "2026-03-29 23:00:00+00:00"
    assert trail(directory, "x", since="2026-03-29") == []


def test_says_what_each_event_changed(directory: Path) -> None:
    accepted = next(it for it in trail(directory, ADA) if it.entry.index == 6)
    assert accepted.changes == (
        Change("family_name", "=Lovelace", "King"),
        Change("scopes", ["nuclear-medicine"], ["nuclear-medicine", "radiotherapy"]),
    )


def test_says_what_was_before_though_the_period_begins_later(directory: Path) -> None:
    (accepted, *_) = trail(
        directory, ADA, since="2026-03-02", event_type="application-accepted"
    )
    assert accepted.entry.index == 6
    assert Change("family_name", "=Lovelace", "King") in (accepted.changes or ())


def test_counts_what_it_withholds(directory: Path) -> None:
    submitted = next(it for it in trail(directory, ADA) if it.entry.index == 3)
    # Health, character and the details of both are nobody's in a trail.
    assert submitted.withheld == 3
    assert "health_to_declare" not in submitted.entry.disclosed


def test_shows_an_operator_nothing_personal(directory: Path) -> None:
    for subject in (ADAS, ADAS_NUMBER):
        for found in trail(directory, subject, role=Role.OPERATOR):
            assert found.entry.disclosed == {}
            assert not {"family_name", "to"} & {it.field for it in found.changes or ()}


def test_does_not_tell_an_operator_whose_an_application_is(directory: Path) -> None:
    # Bea is not registered, so that no event in clear says that this is her.
    assert trail(directory, BEA, role=Role.OPERATOR) == []


def test_finds_no_word_that_the_reader_may_not_see(directory: Path) -> None:
    assert trail(directory, text="lovelace", role=Role.OPERATOR) == []
    assert indexes(trail(directory, text="lovelace")) == [3, 4]
