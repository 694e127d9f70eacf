"""What the applications service is told from outside."""

from shared.settings import ServiceSettings


class Settings(ServiceSettings):
    """The settings of every service; applications needs no more."""
