"""The line of a place in a TOML file."""

import pytest

from shared.rulebook.faults import Place
from shared.rulebook.lines import line_of, lines_of

TEXT = """\
name = "x"
a."b.c".d = 1
[[version]]
effective_from = 2015-09-07
[version.applying]
required = [
    # the first one
    "one",
    { deep = 1 },
]
limits = { long = 5 }
[[version.scopes]]
code = "first"
[[version.scopes]]
code = "second"
[[version]]
[version.applying]
required = []
[[version.scopes]]
[version.scopes.open]
how = "form"
"""
LINES = lines_of(TEXT)


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("name",), 1),
        (("a", "b.c", "d"), 2),
        (("version", 0), 3),
        (("version", 0, "effective_from"), 4),
        (("version", 0, "applying", "required", 0), 8),
        (("version", 0, "applying", "required", 1, "deep"), 9),
        (("version", 0, "applying", "limits", "long"), 11),
        (("version", 0, "scopes", 1, "code"), 15),
        (("version", 1, "applying", "required"), 18),
        (("version", 1, "scopes", 0, "open", "how"), 21),
    ],
)
def test_is_its_own(path: Place, line: int) -> None:
    assert line_of(LINES, path) == line


def test_is_that_of_its_table_where_it_is_missing() -> None:
    assert line_of(LINES, ("version", 0, "scopes", 1, "title")) == 14
    assert line_of(LINES, ("version", 0, "assessment", "target_days")) == 3


def test_is_none_where_nothing_around_it_has_one() -> None:
    assert line_of(LINES, ("elsewhere", "key")) is None
