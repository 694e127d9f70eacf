"""`python -m services.audit serve | migrate | hand-over | open-after-loss`."""

from services.audit.app import create_app
from services.audit.log.offline import offline_commands
from services.audit.settings import Settings
from shared.service_main import run

if __name__ == "__main__":
    run("audit", Settings, create_app, offline_commands)
