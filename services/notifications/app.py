"""The notifications service, put together."""

from pathlib import Path

from fastapi import FastAPI

from services.notifications.messages import api, pages
from services.notifications.messages.delivery import delivery, has_letters_due
from services.notifications.messages.subscribers import MESSAGES
from services.notifications.settings import Settings, TransportName
from services.notifications.transports.envelope import Sender
from services.notifications.transports.maildir import MaildirTransport
from services.notifications.transports.port import Transport
from services.notifications.transports.smtp import SmtpTransport
from shared.service import assemble
from shared.web.home import Home

HOME = Home(
    title="Notifications",
    owns="Each obligation to tell somebody: rendered, sent, and proven.",
)


def create_app(settings: Settings) -> FastAPI:
    """Wire the notifications service together."""
    return assemble(
        settings,
        name="notifications",
        folder=Path(__file__).parent,
        capabilities=(MESSAGES,),
        routers=(api.router, pages.router),
        workers=(delivery(transport_of(settings), settings.public_urls),),
        has_work=(has_letters_due,),
        home=HOME,
    )


def transport_of(settings: Settings) -> Transport:
    """Return the way out that the settings name."""
    sender = Sender(settings.sender_name, settings.sender_address)
    match settings.transport:
        case TransportName.MAILDIR:
            return MaildirTransport(settings.data / "mail", sender)
        case TransportName.SMTP:
            password = settings.smtp_password
            return SmtpTransport(
                sender=sender,
                host=settings.smtp_host,
                port=settings.smtp_port,
                tls=settings.smtp_tls,
                user=settings.smtp_user,
                password=password.get_secret_value() if password else None,
            )
