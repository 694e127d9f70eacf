"""What the command line says when something is not as it should be."""

import click


class Failed(click.ClickException):
    """One sentence on standard error, and exit status 1."""

    exit_code = 1

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Weather(Failed):
    """A part does not answer now and may answer later."""


class NotThere(Failed):
    """There is no such thing, for this caller, now."""
