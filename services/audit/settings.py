"""What the audit service is told from outside."""

from pathlib import Path

from shared.settings import ServiceSettings


class Settings(ServiceSettings):
    """The settings of every service, and those of the log.

    `origin` names the log for ever and is its key's name. `log_files` is a directory
    outside the database, and `log_key` the log's private key: by default both lie
    below `data`. A checkpoint is
    signed at most every `sign_every` seconds and published every `publish_every`.
    """

    origin: str = "register.example/audit"
    log_files: Path | None = None
    log_key: Path | None = None
    sign_every: float = 0.2
    publish_every: float = 1.0

    @property
    def log_directory(self) -> Path:
        """Where the log's files lie."""
        return self.log_files or self.data / "audit-log"

    @property
    def log_key_file(self) -> Path:
        """Where the log's private key lies; `.vkey` beside it is the public one."""
        return self.log_key or self.data / "secrets" / "audit-log.key"
