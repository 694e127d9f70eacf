"""`register rulebook`: commands that need nothing but a file."""

import click

from cli.rulebook.bodies import bodies
from cli.rulebook.check import check
from cli.rulebook.diff import diff
from cli.rulebook.show import show


@click.group()
def rulebook() -> None:
    """Check, compare and show rulebooks: every rule that differs between registers."""


rulebook.add_command(check)
rulebook.add_command(diff)
rulebook.add_command(show)
rulebook.add_command(bodies)
