"""Links as they leave: signed for the one letter that is being sent."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from html import escape
from pathlib import Path
from types import MappingProxyType

from services.notifications.messages.commands import Link
from services.notifications.wordings.wording import LINK_PLACE
from shared.identity.keys import KnownKey, read_signing_key
from shared.identity.links import sign_link

DOORS: Mapping[str, str] = MappingProxyType(
    {"confirm": "applications", "decline": "assessment"}
)
"""The service behind whose door each purpose is."""


@dataclass(frozen=True)
class Linking:
    """Writes links: `private_key` signs them, `addresses` are the services' by name."""

    private_key: Path
    addresses: Mapping[str, str]

    @cached_property
    def _key(self) -> KnownKey:
        return read_signing_key(self.private_key)

    def fill(self, body: str, link: Link | None) -> str:
        """Return the text of a letter with its link in place."""
        return body if link is None else body.replace(LINK_PLACE, self._address(link))

    def fill_page(self, html: str, link: Link | None) -> str:
        """Return the HTML of a letter with its link in place."""
        if link is None:
            return html
        return html.replace(escape(LINK_PLACE), escape(self._address(link)))

    def _address(self, link: Link) -> str:
        door = self.addresses.get(DOORS[link.purpose], "").rstrip("/")
        token = sign_link(link.purpose, link.subject, link.expires_at, self._key)
        return f"{door}/{link.purpose}/{token}"
