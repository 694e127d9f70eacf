"""`register fees`: the group."""

import click


@click.group()
def fees() -> None:
    """Take in what banks say was paid, and see that it adds up."""
