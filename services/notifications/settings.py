"""What the notifications service is told from outside."""

from enum import StrEnum

from pydantic import Field, SecretStr

from services.notifications.transports.smtp import Tls
from shared.settings import ServiceSettings


class TransportName(StrEnum):
    """The ways out that there are."""

    MAILDIR = "maildir"
    SMTP = "smtp"


class Settings(ServiceSettings):
    """The settings of every service, and how messages leave.

    `maildir` delivers into `<data>/mail`, `smtp` to a mail server. `public_urls` are
    the services' addresses as people have them, by name, for links in messages; the
    `peers` unless told.
    """

    transport: TransportName = TransportName.MAILDIR
    sender_name: str = "Professional register"
    sender_address: str = "register@register.example"
    smtp_host: str = "127.0.0.1"
    smtp_port: int = 587
    smtp_tls: Tls = Tls.STARTTLS
    smtp_user: str | None = None
    smtp_password: SecretStr | None = None
    public_urls: dict[str, str] = Field(default_factory=dict)
