"""What the witness's commands have in common: its directory and its name."""

import os
from pathlib import Path

import click

from cli.witness.memory import WitnessDirectory


def default_directory() -> Path:
    """Return the place that the XDG base directory specification gives such state."""
    home = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(home) / "professional-register" / "witness"


def _opened(
    _ctx: click.Context,
    _parameter: click.Parameter,
    path: Path | None,
) -> WitnessDirectory:
    return WitnessDirectory(path or default_directory())


directory_option = click.option(
    "--dir",
    "directory",
    type=click.Path(file_okay=False, path_type=Path),
    envvar="REGISTER_WITNESS",
    callback=_opened,
    help="The witness's own directory (by default below XDG_STATE_HOME).",
)
name_option = click.option(
    "--name",
    metavar="NAME",
    help="The witness's name for ever, such as regulator.example/w1; the first time.",
)
