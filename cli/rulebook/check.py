"""`register rulebook check`: every fault of a file at once, each by its line."""

from pathlib import Path

import click

from cli.rulebook.versions import said
from cli.showing import show_json
from cli.speaking import as_json
from cli.teaching import examples
from shared.rulebook import RulebookFaults, Rulebooks, load_rulebooks


@click.command(
    epilog=examples(
        "register rulebook check rulebooks/rct-voluntary.toml",
        "register rulebook check my-register.toml --json",
    )
)
@click.argument("file", type=click.Path(path_type=Path))
@as_json
@click.pass_context
def check(ctx: click.Context, file: Path, as_json: bool) -> None:
    """Check the rulebook FILE as a service does before it starts.

    Says each fault on a line of its own, with its line in the file: wrong or missing
    values, codes that lead nowhere, versions out of order, scopes that disappear. The
    exit status is 0 where there is none and 1 where there are some.
    """
    try:
        rulebooks = load_rulebooks(file)
    except RulebookFaults as faults:
        if as_json:
            show_json({"sound": False, "faults": faults.faults})
        else:
            click.echo(said(faults), err=True)
        ctx.exit(1)
    if as_json:
        show_json({"sound": True, **_summary(rulebooks)})
    else:
        _show(rulebooks)


def _summary(rulebooks: Rulebooks) -> dict[str, object]:
    labels = [version.version_label for version in rulebooks.versions]
    return {"sha256": rulebooks.sha256, "versions": labels}


def _show(rulebooks: Rulebooks) -> None:
    count = len(rulebooks.versions)
    versions = "1 version" if count == 1 else f"{count} versions"
    click.echo(f"{rulebooks.file} is sound: {versions}.")
    for version in rulebooks.versions:
        scopes, routes = len(version.scopes), len(version.routes)
        click.echo(f"  {version.version_label}: {scopes} scopes, {routes} routes")
    click.echo(f"  SHA-256 {rulebooks.sha256}")
