"""What the assessment service is told from outside."""

from shared.settings import ServiceSettings


class Settings(ServiceSettings):
    """The settings of every service; assessment needs no more."""
