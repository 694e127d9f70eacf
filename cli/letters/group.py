"""`register letters`: the group."""

import click


@click.group()
def letters() -> None:
    """Take in what the printing house says became of letters."""
