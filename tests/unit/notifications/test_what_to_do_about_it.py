"""What to do about an obligation that is not met."""

import pytest

from services.notifications.messages.unmet import TO_DO, to_do


@pytest.mark.parametrize("status", ["due", "sent", "failed", "bounced"])
def test_is_said_whatever_the_code(status: str) -> None:
    assert to_do(status, None)
    assert to_do(status, "smtp-550") == TO_DO[status]


def test_follows_the_code_where_it_is_known() -> None:
    assert "wording" in to_do("failed", "unrenderable")
    assert "postal" in to_do("failed", "no-postal-address")
