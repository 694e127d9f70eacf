"""`python -m services.notifications serve | migrate`."""

from services.notifications.app import create_app
from services.notifications.settings import Settings
from shared.service_main import run

if __name__ == "__main__":
    run("notifications", Settings, create_app)
