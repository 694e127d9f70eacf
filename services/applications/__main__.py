"""`python -m services.applications serve | migrate`."""

from services.applications.app import create_app
from services.applications.settings import Settings
from shared.service_main import run

if __name__ == "__main__":
    run("applications", Settings, create_app)
