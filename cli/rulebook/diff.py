"""`register rulebook diff`: what changes from one set of rules to another."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any, cast

import click

from cli.rulebook.versions import read_version
from cli.showing import show_json
from cli.speaking import as_json
from cli.teaching import examples
from oversight.wording import in_words
from shared.rulebook import Rulebook
from shared.rulebook.comparing import Change, changes


@click.command(
    epilog=examples(
        "register rulebook diff rulebooks/rct-voluntary.toml"
        " rulebooks/hcpc-statutory.toml",
        "register rulebook diff rules.toml@2025-12-31 rules.toml@2026-01-01",
        "register rulebook diff old.toml new.toml --json",
    )
)
@click.argument("old", metavar="A")
@click.argument("new", metavar="B")
@as_json
def diff(old: str, new: str, as_json: bool) -> None:
    """Show what differs from rulebook A to rulebook B, and where each value is from.

    A and B are files; FILE@2026-01-01 is the version in force on that day, and FILE
    alone its last version.
    """
    before, after = read_version(old), read_version(new)
    found = list(changes(before, after))
    if as_json:
        labels = {"from": before.version_label, "to": after.version_label}
        show_json({**labels, "changes": found})
    else:
        _show(before, after, found)


def _show(before: Rulebook, after: Rulebook, found: Sequence[Change]) -> None:
    click.echo(f"{before.version_label} → {after.version_label}")
    if not found:
        click.echo("Nothing differs.")
    for table, changed in groupby(found, key=lambda change: change.table):
        click.echo(f"\n{table or 'the register'}")
        of_table = list(changed)
        for change in of_table:
            click.echo(f"  {_line(change)}")
        for word, source in _sources(of_table[0]):
            click.echo(f"    {word}: {source}")


def _line(change: Change) -> str:
    if not change.key:
        return "added" if change.old is None else "gone"
    old, new = _items(change.old), _items(change.new)
    if old is not None and new is not None:
        return f"{change.key}: {_difference(old, new)}"
    return f"{change.key}: {_value(change.old)} → {_value(change.new)}"


def _items(value: object) -> Sequence[object] | None:
    return cast("list[object]", value) if isinstance(value, list) else None


def _difference(old: Sequence[object], new: Sequence[object]) -> str:
    gone = [f"- {_value(item)}" for item in old if item not in new]
    come = [f"+ {_value(item)}" for item in new if item not in old]
    return ", ".join((*gone, *come)) or "in another order"


def _value(value: object) -> str:
    if isinstance(value, Mapping):
        members = cast("Mapping[str, object]", value).items()
        return ", ".join(f"{name} = {_value(member)}" for name, member in members)
    return "nothing" if value is None else in_words(cast("Any", value))


def _sources(change: Change) -> Sequence[tuple[str, str]]:
    if change.old_source == change.new_source:
        return [("source", change.new_source)] if change.new_source else []
    named = (("was", change.old_source), ("is", change.new_source))
    return [(word, source) for word, source in named if source]
