"""Recording which rules are in force."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

from shared.capability import Asked, ClearDeadline, SetDeadline
from shared.contracts.contract import EventData
from shared.contracts.messaging import RulebookChanged
from shared.rulebook import load_rulebook
from shared.rulebook.comparing import table_digests
from shared.rules_in_force import (
    NEXT_VERSION,
    RULES_IN_FORCE,
    RecordRules,
    next_version_begins,
)
from tests.support.applications import ROOT, RULEBOOK
from tests.support.given import Given

given = Given(RULES_IN_FORCE.decider)

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
STREAM = "rulebook/applications"
TABLES = table_digests(RULEBOOK)
BEGINS = (date(2015, 9, 7), date(2027, 6, 1))
starting = RecordRules(
    service="applications",
    version="rct-voluntary@2015-09-07",
    tables=TABLES,
    now=NOW,
    sha256="a" * 64,
    begins=BEGINS,
)
recorded = RulebookChanged(
    service="applications",
    previous=None,
    version="rct-voluntary@2015-09-07",
    sha256="a" * 64,
    changed=tuple(sorted(TABLES)),
    tables=TABLES,
    begins=BEGINS,
)
OTHER_DECIDING = {**TABLES, "deciding": "0" * 64}


def test_says_under_which_rules_a_register_begins() -> None:
    given().when(starting).then(recorded)


def test_says_nothing_where_it_starts_again_with_the_same_file() -> None:
    given(recorded).when(starting).then_nothing()


def test_names_the_tables_that_changed_in_an_edited_file() -> None:
    edited = replace(starting, sha256="b" * 64, tables=OTHER_DECIDING)
    changed = {
        "previous": recorded.version,
        "sha256": "b" * 64,
        "tables": OTHER_DECIDING,
        "changed": ("deciding",),
    }
    given(recorded).when(edited).then(recorded.model_copy(update=changed))


def test_names_no_table_where_only_a_comment_changed() -> None:
    edited = replace(starting, sha256="b" * 64)
    changed = {"previous": recorded.version, "sha256": "b" * 64, "changed": ()}
    given(recorded).when(edited).then(recorded.model_copy(update=changed))


def test_says_when_a_version_of_the_same_file_comes_into_force() -> None:
    later = replace(
        starting,
        version="rct-voluntary@2027-06-01",
        tables=OTHER_DECIDING,
        sha256=None,
        begins=None,
    )
    changed = {
        "previous": recorded.version,
        "version": "rct-voluntary@2027-06-01",
        "tables": OTHER_DECIDING,
        "changed": ("deciding",),
    }
    second = recorded.model_copy(update=changed)
    given(recorded).when(later).then(second)
    given(recorded, second).when(later).then_nothing()
    assert changes_of(second) == [ClearDeadline(STREAM, NEXT_VERSION)]


def test_is_due_at_midnight_of_the_registers_clock() -> None:
    # Summer time: the day begins an hour before it does in UTC.
    midnight = datetime(2027, 5, 31, 23, 0, tzinfo=UTC)
    assert changes_of(recorded) == [SetDeadline(STREAM, NEXT_VERSION, midnight)]
    statutory = load_rulebook(
        ROOT / "rulebooks" / "hcpc-statutory.toml", date(2027, 6, 1)
    )
    command = next_version_begins(
        STREAM, Asked(UUID(int=1), "service:applications", midnight, statutory)
    )
    assert command.version == statutory.version_label
    assert RULES_IN_FORCE.stream_of(command) == STREAM


def changes_of(event: EventData) -> list[object]:
    """Return what falls due after an event."""
    return list(RULES_IN_FORCE.deadlines(event))
