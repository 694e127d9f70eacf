"""`python -m services.assessment serve | migrate`."""

from shared.service_main import run

from services.assessment.app import create_app
from services.assessment.settings import Settings

if __name__ == "__main__":
    run("assessment", Settings, create_app)
