"""The applications service, put together."""

from pathlib import Path

from fastapi import FastAPI

from services.applications.applying import api as applying_api
from services.applications.applying import pages as applying_pages
from services.applications.applying.subscribers import APPLYING
from services.applications.registration import api as registration_api
from services.applications.registration import pages as registration_pages
from services.applications.registration.subscribers import REGISTRATION
from services.applications.settings import Settings
from shared.service import assemble


def create_app(settings: Settings) -> FastAPI:
    """Wire the applications service together."""
    return assemble(
        settings,
        name="applications",
        capabilities=(APPLYING, REGISTRATION),
        routers=(
            applying_api.router,
            applying_pages.router,
            registration_api.router,
            registration_pages.router,
        ),
        migrations=Path(__file__).parent / "migrations",
    )
