"""`python -m services.assessment serve | migrate`."""

from services.assessment.app import create_app
from services.assessment.settings import Settings
from shared.service_main import run

if __name__ == "__main__":
    run("assessment", Settings, create_app)
