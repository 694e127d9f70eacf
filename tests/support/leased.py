"""A delivery as it was leased."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from services.notifications.sending.outbox import Leased
from tests.support.messages import MESSAGE_ID, NOW

GIVE_UP = timedelta(days=3)


def leased(**changed: Any) -> Leased:  # noqa: ANN401
    """Return a delivery that is ours to send, some things changed."""
    usual: dict[str, Any] = {
        "message_id": MESSAGE_ID,
        "channel": "email",
        "number": 1,
        "host": "register.example",
        "person_id": None,
        "name": "Anna",
        "address": "anna@register.example",
        "postal_address": None,
        "subject_line": "Hello",
        "body": "Dear Anna\n",
        "language": "en",
        "requested_at": NOW,
        "first_due_at": NOW,
        "correlation_id": MESSAGE_ID,
        "attempts": 0,
        "begun": 0,
        "in_doubt": False,
        "link_purpose": None,
        "link_subject": None,
        "link_expires_at": None,
        "lease": UUID(int=1),
    }
    return Leased(**{**usual, **changed})
