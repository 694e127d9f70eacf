"""Every capability that the services put together, without a list to forget one in."""

import importlib
from pathlib import Path
from typing import Any
from unittest.mock import patch

from fastapi import APIRouter

from shared.capability import Capability
from shared.erasing.erasing import ERASING
from shared.looking import LOOKING
from shared.messaging.passing_over import PASSING_OVER

ROOT = Path(__file__).parents[2]
KIT = (ERASING, LOOKING, PASSING_OVER)
"""Those that the kit gives to every service."""


def of_services() -> list[Capability]:
    """Return the capabilities of all services, without the kit's."""
    apps = sorted((ROOT / "services").glob("*/app.py"))
    return [one for app in apps for one in of_service(app.parent.name)]


def of_service(name: str) -> list[Capability]:
    """Return the capabilities that one service puts together."""
    return list(parts_of(name)["capabilities"])


def routers_of(name: str) -> list[APIRouter]:
    """Return the doors that one service puts together, without the kit's."""
    return list(parts_of(name)["routers"])


def parts_of(name: str) -> dict[str, Any]:
    """Return what one service says of itself as it is put together."""
    given: dict[str, Any] = {}

    def listen(_settings: object, **parts: Any) -> None:  # noqa: ANN401
        given.update(parts)

    module = importlib.import_module(f"services.{name}.app")
    settings = importlib.import_module(f"services.{name}.settings").Settings
    with patch.object(module, "assemble", listen):
        module.create_app(
            settings.model_construct(data=Path("nothing"), log_files=None)
        )
    return given
