"""Which of the three questions the unit tests of a service ask of its commands.

As a plugin of pytest it writes what a run asked to the file that `ASKED` names, a line
each; what it asks with is imported when the run is over, so that the run does it first.
"""

import importlib
import importlib.util
import os
from pathlib import Path
from typing import get_args

ROOT = Path(__file__).parents[2]
ASKED = "REGISTER_QUESTIONS_ASKED"
"""The variable that names the file."""


def commands_of(service: str) -> list[type[object]]:
    """Return what is asked of the deciders of a service's own capabilities."""
    of_service = importlib.import_module("tests.support.capabilities").of_service
    found: list[type[object]] = []
    for capability in of_service(service):
        # Those of the kit, such as the rules in force, have their own elsewhere.
        if (ROOT / "services" / service / capability.name).is_dir():
            name = f"services.{service}.{capability.name}"
            if importlib.util.find_spec(f"{name}.commands") is not None:
                command = importlib.import_module(f"{name}.commands").Command
                found.extend(get_args(command) or (command,))
    return found


def named(command: type[object]) -> str:
    """Return a command as capability and name, such as `fees.Waive`."""
    return f"{command.__module__.split('.')[2]}.{command.__name__}"


def pytest_sessionfinish() -> None:
    """Write down what this run asked, if somebody wants to know."""
    answered = importlib.import_module("tests.support.given").ANSWERED
    if where := os.environ.get(ASKED):
        lines = sorted(
            f"{named(command)} {question.value}\n"
            for command, question in answered
            if command.__module__.startswith("services.")
        )
        Path(where).write_text("".join(lines), encoding="utf-8")
