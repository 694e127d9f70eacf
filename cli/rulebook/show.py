"""`register rulebook show`: the rules in force on a day."""

from datetime import UTC, datetime
from pathlib import Path

import click

from cli.rulebook.versions import parse_day, read_rulebooks, version_on
from cli.showing import show_fields, show_json
from cli.speaking import as_json
from cli.starting.environment import RULEBOOK
from cli.teaching import examples
from shared.clock import register_date


@click.command(
    epilog=examples(
        "register rulebook show",
        "register rulebook show rulebooks/hcpc-statutory.toml --on 2029-01-01",
        "register rulebook show --json",
    )
)
@click.argument("file", type=click.Path(path_type=Path), default=RULEBOOK)
@click.option("--on", "day", metavar="DATE", help="Another day than today.")
@as_json
def show(file: Path, day: str | None, as_json: bool) -> None:
    """Show the rules of FILE in force today, or on a day.

    FILE is the voluntary register's rulebook unless another is named.
    """
    rulebooks = read_rulebooks(file)
    on = parse_day(day) if day else register_date(datetime.now(UTC))
    version = version_on(rulebooks, on)
    tables = version.model_dump(mode="json")
    if as_json:
        show_json(tables)
        return
    click.echo(f"{version.version_label}, in force on {on}")
    show_fields(tables)
