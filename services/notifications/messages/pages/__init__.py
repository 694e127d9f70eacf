"""Messages for people: all of them, and those that are not met."""

from fastapi import APIRouter

from services.notifications.messages.pages import listing, unmet

router = APIRouter()
router.include_router(listing.router)
router.include_router(unmet.router)
