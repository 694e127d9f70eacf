"""The tree of what led to what."""

from pathlib import Path
from typing import Any
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from oversight.logged import Logged
from oversight.source import ExportedLog
from oversight.trails.forms.choosing import FORMS, document
from oversight.trails.from_export import trail_in
from oversight.trails.question import read_question
from oversight.trails.trail import Heading, TrailEntry
from oversight.trails.tree import Branch, CausalTree
from shared.contracts.envelope import encode
from shared.identity.roles import Role
from tests.support.audit_log import event, named
from tests.support.exported_log import Said, exported
from tests.support.golden_log import KEY

IMPORT, COMMAND, CIRCLE = named("import"), named("command"), named("circle")


def entry(index: int, name: str, cause: str, action: str = "action") -> TrailEntry:
    said: dict[str, Any] = {"id": name, "causationid": cause, "correlationid": action}
    return TrailEntry(Logged(index, b"", said), None, 0)


def grown(*entries: TrailEntry) -> list[Branch]:
    tree = CausalTree()
    for one in entries:
        tree.take(one, str(one.entry.index))
    return list(tree.branches())


def test_has_each_entry_beneath_what_led_to_it() -> None:
    # The letter is logged before what it tells of: topics come in no order.
    assert grown(
        entry(0, "letter", "accepted"),
        entry(1, "opened", "submitted"),
        entry(2, "submitted", "command"),
        entry(3, "accepted", "submitted"),
    ) == [
        Branch(0, "2", "action", "command"),
        Branch(1, "1"),
        Branch(1, "3"),
        Branch(2, "0"),
    ]


def test_names_an_action_and_a_command_once() -> None:
    assert grown(
        entry(0, "a", "first"),
        entry(1, "b", "alone", "another"),
        entry(2, "c", "second"),
        entry(3, "d", "first"),
    ) == [
        Branch(0, "0", "action", "first"),
        Branch(0, "3"),
        Branch(0, "2", "", "second"),
        Branch(0, "1", "another", "alone"),
    ]


def test_begins_with_what_names_itself() -> None:
    assert grown(entry(0, "gap", "gap"), entry(1, "filled", "gap")) == [
        Branch(0, "0", "action", "gap"),
        Branch(1, "1"),
    ]


def test_enters_a_circle_at_its_first_entry() -> None:
    assert grown(entry(0, "a", "b"), entry(1, "b", "a"), entry(2, "c", "b")) == [
        Branch(0, "0", "action", "b"),
        Branch(1, "1"),
        Branch(2, "2"),
    ]


@given(st.lists(st.tuples(*[st.sampled_from("abcdef")] * 3), max_size=30))
def test_tells_every_entry_exactly_once(said: list[tuple[str, str, str]]) -> None:
    branches = grown(*(entry(index, *names) for index, names in enumerate(said)))
    assert sorted(int(it.line) for it in branches) == list(range(len(said)))
    depth = -1
    for branch in branches:
        assert branch.depth <= depth + 1
        depth = branch.depth


def caused(stream: str, version: int, cause: UUID, action: UUID = IMPORT) -> Said:
    return encode(event(stream, version, causationid=cause, correlationid=action)), ()


def test_is_an_indented_text_of_one_action(tmp_path: Path) -> None:
    first = event("assessment/a", 1, causationid=COMMAND, correlationid=IMPORT)
    log = [
        (encode(first), ()),
        caused("assessment/b", 1, first.id),
        caused("assessment/c", 1, named("elsewhere"), CIRCLE),
    ]
    opened = ExportedLog(exported(log, tmp_path), {Role.REGULATOR}, KEY)
    question = read_question(str(IMPORT))
    heading = Heading(question, opened.checkpoint)
    trail = trail_in(opened, question)
    _, asked, *lines = (
        b"".join(document(FORMS["tree"], heading, trail)).decode().splitlines()
    )
    assert asked == f"asked: subject: {IMPORT}"
    assert lines[:2] == [f"action {IMPORT}", f"  led on by {COMMAND}"]
    assert [(line[:7], line.split()[0], line.split()[3]) for line in lines[2:]] == [
        ("    0  ", "0", "assessment/a"),
        ("      1", "1", "assessment/b"),
    ]
