"""What the notifications service is told from outside."""

from enum import StrEnum
from pathlib import Path

from pydantic import Field, SecretStr

from services.notifications.transports.reaching import Network
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
    `peers` unless told. Letters on paper are queued in `print_queue`, by default
    `<data>/post`.

    By SMTP there are `smtp_lanes` connections at once, no more than
    `smtp_connections_a_host` of them for one host, which is given `smtp_a_minute`
    letters (`smtp_rates`: hosts with a number of their own). `smtp_certificates` is
    whom to trust instead of the machine's list.

    Mail comes back to `bounce_address` (each letter's own address below it), whose
    mailbox is read in the folder `bounce_maildir`; a mail provider reports
    what came back by webhook, signed with `returns_secret` (`whsec_…`). `quiet_hours`
    says whether reminders wait for the morning: unless told, they do where nobody moves
    the clock.

    A subscriber's endpoint may take `webhook_seconds`; `webhook_networks` are the
    private networks in which endpoints are called all the same, and
    `webhook_certificates` whom to trust instead of the machine's list. Subscribers'
    secrets follow from `webhook_key`, by default from the service's own key.
    """

    transport: TransportName = TransportName.MAILDIR
    sender_name: str = "Professional register"
    sender_address: str = "register@register.example"
    smtp_host: str = "127.0.0.1"
    smtp_port: int = 587
    smtp_tls: Tls = Tls.STARTTLS
    smtp_user: str | None = None
    smtp_password: SecretStr | None = None
    smtp_certificates: Path | None = None
    smtp_step_seconds: float = Field(default=60, gt=0)
    smtp_content_seconds: float = Field(default=600, gt=0)
    smtp_receipts: bool = False
    smtp_lanes: int = Field(default=4, ge=1, le=32)
    smtp_connections_a_host: int = Field(default=2, ge=1)
    smtp_a_minute: int = Field(default=600, ge=1)
    smtp_rates: dict[str, int] = Field(default_factory=dict)
    bounce_address: str | None = None
    bounce_maildir: Path | None = None
    returns_secret: SecretStr | None = None
    print_queue: Path | None = None
    webhook_seconds: float = Field(default=15, gt=0, le=300)
    webhook_networks: tuple[Network, ...] = ()
    webhook_certificates: Path | None = None
    webhook_key: SecretStr | None = None
    quiet_hours: bool | None = None
    public_urls: dict[str, str] = Field(default_factory=dict)
