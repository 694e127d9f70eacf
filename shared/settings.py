"""What every service is told from outside, by environment variables `REGISTER_*`."""

from pathlib import Path

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

PURPOSES = (
    "casework",
    "assessment",
    "correction",
    "enquiry-of-the-person",
    "complaint",
    "oversight",
    "operations",
    "break-glass",
)


class ServiceSettings(BaseSettings):
    """The settings that all four services share.

    `database_url` logs in as the service's role, `owner_database_url` as the owner who
    migrates. `keyset` is a JWKS file of everybody's public keys, `private_key` the
    service's own JWK. `peers` are the other services' base URLs by name. `embedded`
    allows the demonstration people, the sign-in page and a clock that can be moved.
    `purposes` are the codes by which a reader may say why they look.
    """

    model_config = SettingsConfigDict(env_prefix="REGISTER_", extra="ignore")

    database_url: SecretStr
    owner_database_url: SecretStr | None = None
    kafka: str
    topic_prefix: str = ""
    host: str = "127.0.0.1"
    port: int
    keyset: Path
    private_key: Path
    peers: dict[str, str] = {}
    rulebook: Path = Path("rulebooks/rct-voluntary.toml")
    embedded: bool = False
    data: Path = Path(".register")
    log_level: str = "info"
    purposes: tuple[str, ...] = PURPOSES
