"""Two versions of a register's rules."""

from shared.rulebook import Rulebook, load_rulebooks
from shared.rulebook.comparing import Change, changes, table_digests
from tests.support.applications import ROOT

VOLUNTARY, STATUTORY = (
    load_rulebooks(ROOT / "rulebooks" / f"{name}.toml").versions[0]
    for name in ("rct-voluntary", "hcpc-statutory")
)


def with_days(days: int) -> Rulebook:
    deciding = VOLUNTARY.deciding.model_copy(
        update={"appeal_days": days, "source": "the board"}
    )
    return VOLUNTARY.model_copy(update={"deciding": deciding})


def test_differ_in_nothing_where_they_are_one() -> None:
    assert list(changes(VOLUNTARY, VOLUNTARY)) == []


def test_differ_by_table_and_key_with_both_sources() -> None:
    changed = with_days(42)
    assert list(changes(VOLUNTARY, changed)) == [
        Change(
            table="deciding",
            key="appeal_days",
            old=30,
            new=42,
            old_source=VOLUNTARY.deciding.source,
            new_source="the board",
        )
    ]


def test_differ_in_the_digests_of_their_tables() -> None:
    before, after = table_digests(VOLUNTARY), table_digests(with_days(42))
    assert {name for name in before if before[name] != after[name]} == {"deciding"}


def test_differ_in_nothing_where_only_a_source_is_told_better() -> None:
    days = VOLUNTARY.deciding.appeal_days
    assert list(changes(VOLUNTARY, with_days(days))) == []


def test_differ_by_what_came_and_what_went() -> None:
    found = {
        (change.table, change.key): change for change in changes(VOLUNTARY, STATUTORY)
    }
    gone = found["routes[training-scheme]", ""]
    assert gone.new is None
    assert gone.old["title"] == "IPEM Clinical Technologist Training Scheme"
    come = found["routes[approved-programme]", ""]
    assert come.old is None
    assert "source" not in come.new
    footing = found["scopes[sonography]", "footing"]
    assert footing.old == "voluntary"
