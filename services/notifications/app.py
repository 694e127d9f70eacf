"""The notifications service, put together."""

from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from pathlib import Path

from fastapi import FastAPI

from services.notifications.addresses import api as addresses_api
from services.notifications.addresses import pages as addresses_pages
from services.notifications.addresses.subscribers import ADDRESSES
from services.notifications.messages import api, pages
from services.notifications.messages.subscribers import MESSAGES
from services.notifications.preferences import api as preferences_api
from services.notifications.preferences import pages as preferences_pages
from services.notifications.preferences.subscribers import PREFERENCES
from services.notifications.previews import api as previewed
from services.notifications.previews import pages as previews
from services.notifications.returns.subscribers import RETURNS
from services.notifications.sending import api as sending_api
from services.notifications.sending import secret_api
from services.notifications.sending.announcing import announcing_worker, has_changes
from services.notifications.sending.noticing import has_addresses, noticing_worker
from services.notifications.sending.returned_mailbox import returned_mail_worker
from services.notifications.sending.serving import Serving
from services.notifications.sending.ways import (
    LETTERS_LOCK,
    MAIL_LOCK,
    WEBHOOKS_LOCK,
    letters,
    mail,
    returns_of,
    webhooks,
)
from services.notifications.sending.worker import sending_worker
from services.notifications.settings import Settings
from services.notifications.subscriptions import api as subscribers_api
from services.notifications.subscriptions import pages as subscribers_pages
from services.notifications.subscriptions.subscribers import SUBSCRIPTIONS
from services.notifications.wordings_in_force import (
    WORDINGS_IN_FORCE,
    keep_wordings_in_force,
)
from shared.running import RunningService
from shared.service import assemble
from shared.web.home import Home

HOME = Home(
    title="Notifications",
    owns="Each obligation to tell somebody: rendered, sent, and proven.",
)


def create_app(settings: Settings) -> FastAPI:
    """Wire the notifications service together."""
    by_mail, on_paper, by_webhook = (
        partial(mail, settings=settings),
        partial(letters, settings=settings),
        partial(webhooks, settings=settings),
    )

    async def has_letters_due(service: RunningService) -> bool:
        ways = (by_mail(service), on_paper(service), by_webhook(service))
        due = any([await way.has_letters_due() for way in ways])
        waiting = await has_changes(service) or await has_addresses(service)
        return due or waiting

    return assemble(
        settings,
        name="notifications",
        folder=Path(__file__).parent,
        capabilities=(
            ADDRESSES,
            MESSAGES,
            PREFERENCES,
            RETURNS,
            SUBSCRIPTIONS,
            WORDINGS_IN_FORCE,
        ),
        routers=(
            api.router,
            sending_api.router,
            secret_api.router,
            subscribers_api.router,
            subscribers_pages.router,
            addresses_api.router,
            addresses_pages.router,
            preferences_api.router,
            preferences_pages.router,
            pages.router,
            previewed.router,
            previews.router,
        ),
        workers=(
            sending_worker(MAIL_LOCK, by_mail),
            sending_worker(LETTERS_LOCK, on_paper),
            sending_worker(WEBHOOKS_LOCK, by_webhook),
            announcing_worker(),
            noticing_worker(),
            *_reading_returns(settings),
            keep_wordings_in_force,
        ),
        has_work=(has_letters_due,),
        home=HOME,
    )


def _reading_returns(
    settings: Settings,
) -> Sequence[Callable[[Serving], Awaitable[None]]]:
    """Return the worker that reads the mailbox for returns, if there is one."""
    returns, folder = returns_of(settings), settings.bounce_maildir
    if returns is None or folder is None:
        return ()
    return (returned_mail_worker(folder, returns),)
