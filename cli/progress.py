"""How far a long piece of work is: a bar on a terminal, plain lines elsewhere."""

from collections.abc import Generator
from contextlib import contextmanager
from typing import Protocol

import click
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
)

LINES = 10
"""How many plain lines tell of one piece of work."""


class Advance(Protocol):
    """Tells that so many more are done."""

    def __call__(self, count: int, /) -> None:
        """Move on by `count`."""
        ...


@contextmanager
def progress(label: str, total: int, *, quiet: bool = False) -> Generator[Advance]:
    """Show the progress of `total` things on standard error; yield how to advance."""
    console = Console(stderr=True)
    if quiet:
        yield _silent
    elif console.is_terminal:
        with Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=console,
        ) as bar:
            task = bar.add_task(label, total=total)
            yield lambda count: bar.advance(task, count)
    else:
        yield _Lines(label, total)


def _silent(_count: int) -> None:
    """Show nothing."""


class _Lines:
    def __init__(self, label: str, total: int) -> None:
        self._label = label
        self._total = total
        self._done = 0

    def __call__(self, count: int, /) -> None:
        before = self._done * LINES // max(self._total, 1)
        self._done += count
        if self._done * LINES // max(self._total, 1) > before:
            click.echo(f"{self._label}: {self._done} of {self._total}", err=True)
