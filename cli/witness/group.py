"""`register witness`: a regulator's own co-signing witness, on any machine."""

import click

from cli.witness.check import check
from cli.witness.serve import serve
from cli.witness.status import key, status


@click.group()
def witness() -> None:
    """Run a witness of your own: it refuses a log that forks or rolls back."""


witness.add_command(serve)
witness.add_command(key)
witness.add_command(status)
witness.add_command(check)
