"""A signed link."""

from datetime import UTC, datetime, timedelta

import pytest

from shared.errors import NotAuthenticated, NotFound
from shared.identity.keys import KeyUse, new_key
from shared.identity.keyset import Keyset
from shared.identity.links import LinkExpired, read_link, sign_link
from shared.identity.roles import Role
from shared.identity.tokens import issue_own_token, verify_token

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
END = NOW + timedelta(days=28)
SERVICE = frozenset({Role.SERVICE})
SIGNER = new_key("service:notifications", SERVICE, KeyUse.COMMANDS)
OTHER = new_key("service:assessment", SERVICE, KeyUse.COMMANDS)
PERSON = new_key("service:notifications", frozenset({Role.ASSESSOR}), KeyUse.COMMANDS)
KEYS = Keyset.of([SIGNER, OTHER, PERSON])
TOKEN = sign_link("confirm", "subject-1:1", END, SIGNER)


def test_says_its_subject_until_its_end() -> None:
    assert read_link(TOKEN, "confirm", KEYS, NOW) == "subject-1:1"
    last = END - timedelta(microseconds=1)
    assert read_link(TOKEN, "confirm", KEYS, last) == "subject-1:1"
    with pytest.raises(LinkExpired) as expired:
        read_link(TOKEN, "confirm", KEYS, END)
    assert expired.value.sentence == "This link could be used until 20 December 2026."


@pytest.mark.parametrize(
    "token",
    [
        "",
        "nonsense",
        "a.b.c",
        "é.b.c",
        TOKEN[:-4] + "AAAA",
        TOKEN.rpartition(".")[0] + ".",
        sign_link("decline", "subject-1:1", END, SIGNER),
        sign_link("confirm", "", END, SIGNER),
        sign_link("confirm", "subject-1:1", END, OTHER),
        sign_link("confirm", "subject-1:1", END, PERSON),
        sign_link(
            "confirm",
            "subject-1:1",
            END,
            new_key("service:notifications", SERVICE, KeyUse.COMMANDS),
        ),
        issue_own_token(SIGNER, NOW),
    ],
)
def test_is_no_good_unless_notifications_signed_it_for_this(token: str) -> None:
    with pytest.raises(NotFound) as refused:
        read_link(token, "confirm", KEYS, NOW)
    assert not isinstance(refused.value, LinkExpired)
    if token:
        assert token not in refused.value.sentence


def test_opens_no_other_door() -> None:
    with pytest.raises(NotAuthenticated):
        verify_token(TOKEN, KEYS, NOW)
