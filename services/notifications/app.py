"""The notifications service, put together."""

from functools import partial
from pathlib import Path

from fastapi import FastAPI

from services.notifications.messages import api, pages
from services.notifications.messages.subscribers import MESSAGES
from services.notifications.sending.ways import (
    LETTERS_LOCK,
    MAIL_LOCK,
    letters,
    mail,
)
from services.notifications.sending.worker import sending_worker
from services.notifications.settings import Settings
from shared.running import RunningService
from shared.service import assemble
from shared.web.home import Home

HOME = Home(
    title="Notifications",
    owns="Each obligation to tell somebody: rendered, sent, and proven.",
)


def create_app(settings: Settings) -> FastAPI:
    """Wire the notifications service together."""
    by_mail, on_paper = (
        partial(mail, settings=settings),
        partial(letters, settings=settings),
    )

    async def has_letters_due(service: RunningService) -> bool:
        ways = (by_mail(service), on_paper(service))
        return any([await way.has_letters_due() for way in ways])

    return assemble(
        settings,
        name="notifications",
        folder=Path(__file__).parent,
        capabilities=(MESSAGES,),
        routers=(api.router, pages.router),
        workers=(
            sending_worker(MAIL_LOCK, by_mail),
            sending_worker(LETTERS_LOCK, on_paper),
        ),
        has_work=(has_letters_due,),
        home=HOME,
    )
