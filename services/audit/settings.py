"""What the audit service is told from outside."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict, field_validator

from shared.settings import ServiceSettings
from shared.tlog.errors import MalformedPolicy
from shared.tlog.policy import Policy
from shared.tlog.policy_file import parse_policy


class OpenLog(BaseModel):
    """The log that is open: its name, its key's file, and how many came before."""

    model_config = ConfigDict(frozen=True)

    origin: str
    key: Path
    number: int = 1


class Settings(ServiceSettings):
    """The settings of every service, and those of the log.

    `origin` names the first log for ever and is its key's name; a log that it was
    handed over to is `open_log`. `log_files` is a directory outside the database, and
    `log_key` the first log's private key: by default both lie below `data`. A
    checkpoint is signed at most every `sign_every` seconds and published every
    `publish_every`; the last version of every stream is sealed every
    `stream_heads_every` seconds. `witness_policy` is a C2SP tlog-policy file with the
    witnesses to be asked.
    Reports hide counts below `small_numbers_below`; 0 hides none.
    Those of `monthly_reports` are issued when the log goes on after a month.
    """

    origin: str = "register.example/audit"
    log_files: Path | None = None
    log_key: Path | None = None
    sign_every: float = 0.2
    publish_every: float = 1.0
    stream_heads_every: float = 3600.0
    small_numbers_below: int = 5
    monthly_reports: tuple[str, ...] = ("register", "applications", "assessment")
    witness_policy: Path | None = None

    @field_validator("witness_policy")
    @classmethod
    def _is_a_policy(cls, file: Path | None) -> Path | None:
        if file is None:
            return None
        try:
            parse_policy(file.read_bytes())
        except OSError as error:
            raise ValueError(f"{file} cannot be read: {error.strerror}") from error
        except MalformedPolicy as error:
            raise ValueError(str(error)) from error
        return file

    @property
    def policy(self) -> Policy | None:
        """The witnesses to be asked, None for none."""
        file = self.witness_policy
        return None if file is None else parse_policy(file.read_bytes())

    @property
    def log_directory(self) -> Path:
        """Where the log's files lie."""
        return self.log_files or self.data / "audit-log"

    @property
    def first_log(self) -> OpenLog:
        """The log that the settings name; it may have been handed over since."""
        key = self.log_key or self.data / "secrets" / "audit-log.key"
        return OpenLog(origin=self.origin, key=key)

    @property
    def succession_file(self) -> Path:
        """The file beside the first log's key that names the log that is open now."""
        return self.first_log.key.with_suffix(".open.json")

    @property
    def open_log(self) -> OpenLog:
        """The log that is open: the last that another was handed over to."""
        try:
            return OpenLog.model_validate_json(self.succession_file.read_bytes())
        except FileNotFoundError:
            return self.first_log

    @property
    def log_key_file(self) -> Path:
        """Where the log's private key lies; `.vkey` beside it is the public one."""
        return self.open_log.key

    @property
    def verifier_key_file(self) -> Path:
        """Where the log's public key lies, beside the private one."""
        return self.log_key_file.with_suffix(".vkey")
