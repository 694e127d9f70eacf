"""The capabilities of all services together."""

import importlib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from shared.capability import Capability

ROOT = Path(__file__).parents[2]


@pytest.fixture
def capabilities(monkeypatch: pytest.MonkeyPatch) -> list[Capability]:
    """Return every capability that a service puts together."""
    given: list[Capability] = []

    def listen(_settings: object, **parts: Any) -> None:  # noqa: ANN401
        given.extend(parts["capabilities"])

    for app in sorted((ROOT / "services").glob("*/app.py")):
        name = app.parent.name
        module = importlib.import_module(f"services.{name}.app")
        monkeypatch.setattr(module, "assemble", listen)
        settings = importlib.import_module(f"services.{name}.settings").Settings
        module.create_app(
            settings.model_construct(data=Path("nothing"), log_files=None)
        )
    return given


def test_have_names_of_their_own(capabilities: list[Capability]) -> None:
    # The ids that the kit derives for what a capability hears are made of its name.
    names = Counter(capability.name for capability in capabilities)
    assert max(names.values()) == 1, names


def test_make_events_of_their_own(capabilities: list[Capability]) -> None:
    makers = Counter(event for one in capabilities for event in one.owns)
    assert max(makers.values()) == 1, makers
