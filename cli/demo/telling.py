"""How the story is told: chapters with a heading, short paragraphs, and a timing."""

import textwrap
import time
from collections.abc import Generator
from contextlib import contextmanager

import click

WIDTH = 78


class Teller:
    """Tells the story, and remembers what did not hold."""

    def __init__(self) -> None:
        self.faults: list[str] = []
        self._chapters = 0

    @contextmanager
    def chapter(self, title: str) -> Generator[None]:
        """Tell one chapter, and how long it took."""
        self._chapters += 1
        click.secho(f"\n{self._chapters}. {title}", bold=True)
        began = time.monotonic()
        yield
        click.secho(f"   ({time.monotonic() - began:.1f} s)", dim=True)

    def say(self, paragraph: str) -> None:
        """Tell a paragraph."""
        for line in textwrap.wrap(paragraph, WIDTH - 3):
            click.echo(f"   {line}")

    def line(self, line: str) -> None:
        """Show a line as it is."""
        click.echo(f"     {line}")

    def check(self, holds: bool, sentence: str) -> None:
        """Tell whether something holds that has to; remember it where it does not."""
        click.secho(
            f"   {'✓' if holds else '✗'} {sentence}", fg=None if holds else "red"
        )
        if not holds:
            self.faults.append(sentence)
