"""Sharing the tests out among several workers (`pytest -n`).

They have one Kafka between them, their topics apart by prefix: whoever shares out
starts it, and the workers inherit its address. Each has a PostgreSQL of its own, since
a transaction that writes in one database holds up the relays of all its neighbours. A
file stays with one worker, and all that starts a whole register goes down two lanes:
on the register that many files look at, and one after the other on registers of their
own.
"""

import os
from collections.abc import Generator, Iterable
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest

from shared.embedded.failures import JarsUnavailable
from tests.support.embedded import KAFKA, kafka_for_tests

WITHOUT_KAFKA = ("unit", "contracts", "architecture")
WHOLE_REGISTERS = ("e2e", "faults")
LOOKED_AT = "live"
"""The fixture that is the register many files look at."""

ONE_REGISTER, OWN_REGISTERS = "one-register", "own-registers"
MOST_WORKERS = 6
TESTS = Path(__file__).parents[1]


def workers() -> int:
    """Return how many workers are worth having: tests mostly wait for something."""
    return min((os.cpu_count() or 1) + 1, MOST_WORKERS)


def shares_out(config: pytest.Config) -> bool:
    """Tell whether this process hands the tests to workers."""
    shared_out = getattr(config.option, "dist", "no") != "no"
    return shared_out and not hasattr(config, "workerinput")


def want_kafka(config: pytest.Config) -> bool:
    """Tell whether any test that is asked for may want a Kafka."""
    folders = (_folder(Path(asked.split("::")[0])) for asked in config.args)
    return any(folder not in WITHOUT_KAFKA for folder in folders)


def collect_alike() -> None:
    """Have the workers collect the same tests in the same order, sets and all."""
    os.environ.setdefault("PYTHONHASHSEED", "0")


@contextmanager
def kafka_for_workers() -> Generator[None]:
    """Start Kafka, and tell the environment where.

    Where there is none each worker finds that out by itself, and says so.
    """
    given = os.environ.get(KAFKA)
    with ExitStack() as stack:
        with suppress(JarsUnavailable):
            os.environ[KAFKA] = stack.enter_context(kafka_for_tests())
        yield
    if given is None:
        os.environ.pop(KAFKA, None)


def keep_together(items: Iterable[pytest.Item]) -> None:
    """Mark what one worker is to do: a file, or one lane of whole registers."""
    for item in items:
        folder = _folder(item.path)
        if folder in WHOLE_REGISTERS:
            looking = LOOKED_AT in getattr(item, "fixturenames", ())
            shared = folder == "e2e" and looking
            group = ONE_REGISTER if shared else OWN_REGISTERS
        elif folder in WITHOUT_KAFKA:
            continue
        else:
            group = item.path.stem
        item.add_marker(pytest.mark.xdist_group(group))


def _folder(path: Path) -> str:
    """Return the folder of the tests that a path lies in, empty for all of them."""
    absolute = path.resolve()
    if not absolute.is_relative_to(TESTS) or absolute == TESTS:
        return ""
    return absolute.relative_to(TESTS).parts[0]
