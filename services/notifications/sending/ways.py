"""The ways out that the settings name: for mail, for paper and for subscribers."""

from services.notifications.messages.linking import Linking
from services.notifications.sending.endpoints import KnownEndpoints
from services.notifications.sending.pace import UNLIMITED, Rates
from services.notifications.sending.sending import LETTERS, WEBHOOKS, Lanes, Sending
from services.notifications.sending.serving import Serving
from services.notifications.settings import Settings, TransportName
from services.notifications.transports.envelope import Sender
from services.notifications.transports.maildir import MaildirTransport
from services.notifications.transports.port import Transport
from services.notifications.transports.print_queue import PrintQueue
from services.notifications.transports.returns import Returns, secret_from
from services.notifications.transports.secrets import Secrets, secrets_from
from services.notifications.transports.smtp import Server, SmtpTransport
from services.notifications.transports.webhook import Calling, WebhookTransport

MAIL_LOCK = 8785_0010
LETTERS_LOCK = 8785_0011
WEBHOOKS_LOCK = 8785_0013
ONE_AT_A_TIME = Lanes(number=1, of_each=100, in_all=100)
"""A folder on this machine is written by one, a hundred at once."""


def mail(service: Serving, settings: Settings) -> Sending:
    """Return how mail leaves."""
    by_smtp = settings.transport is TransportName.SMTP
    return Sending(
        service,
        transport_of(settings),
        _linking(settings),
        lanes=Lanes(settings.smtp_lanes) if by_smtp else ONE_AT_A_TIME,
        rates=_rates(settings) if by_smtp else UNLIMITED,
        quiet=_quiet(settings),
    )


def letters(service: Serving, settings: Settings) -> Sending:
    """Return how letters on paper leave."""
    folder = settings.print_queue or settings.data / "post"
    return Sending(
        service,
        PrintQueue(folder, settings.sender_name),
        _linking(settings),
        channels=LETTERS,
        lanes=ONE_AT_A_TIME,
        rates=UNLIMITED,
        quiet=_quiet(settings),
    )


def webhooks(service: Serving, settings: Settings) -> Sending:
    """Return how subscribers are told."""
    calling = Calling(
        seconds=settings.webhook_seconds,
        networks=settings.webhook_networks,
        certificates=settings.webhook_certificates,
    )
    endpoints = KnownEndpoints(service, secrets_of(settings))
    return Sending(
        service,
        WebhookTransport(endpoints, calling, service.clock.wall),
        _linking(settings),
        channels=WEBHOOKS,
        rates=Rates(connections=1),
        quiet=False,
    )


def secrets_of(settings: Settings) -> Secrets:
    """Return the subscribers' secrets."""
    chosen = settings.webhook_key
    key = chosen.get_secret_value() if chosen else None
    return secrets_from(settings.private_key, key)


def transport_of(settings: Settings) -> Transport:
    """Return the way out for mail."""
    sender = Sender(settings.sender_name, settings.sender_address, returns_of(settings))
    if settings.transport is TransportName.MAILDIR:
        return MaildirTransport(settings.data / "mail", sender)
    password = settings.smtp_password
    server = Server(
        host=settings.smtp_host,
        port=settings.smtp_port,
        tls=settings.smtp_tls,
        user=settings.smtp_user,
        password=password.get_secret_value() if password else None,
        certificates=settings.smtp_certificates,
        step_seconds=settings.smtp_step_seconds,
        content_seconds=settings.smtp_content_seconds,
        receipts=settings.smtp_receipts,
    )
    return SmtpTransport(sender, server)


def returns_of(settings: Settings) -> Returns | None:
    """Return the addresses that letters come back to, if they are read at all."""
    if settings.bounce_address is None:
        return None
    return Returns(settings.bounce_address, secret_from(settings.private_key))


def _linking(settings: Settings) -> Linking:
    addresses = {**settings.peers, **settings.public_urls}
    return Linking(settings.private_key, addresses)


def _rates(settings: Settings) -> Rates:
    by_host = {host.lower(): rate for host, rate in settings.smtp_rates.items()}
    return Rates(settings.smtp_a_minute, by_host, settings.smtp_connections_a_host)


def _quiet(settings: Settings) -> bool:
    chosen = settings.quiet_hours
    return not settings.embedded if chosen is None else chosen
