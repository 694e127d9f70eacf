"""Events and commands of how a person wants to be written to (domain §2.6, §6)."""

from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from shared.contracts.bounds import Text
from shared.contracts.contract import CommandData, EventData, Personal


class Language(StrEnum):
    """A language in which the register writes."""

    ENGLISH = "en"
    WELSH = "cy"


class PreferredChannel(StrEnum):
    """A way by which a person may want to be written to."""

    EMAIL = "email"
    POST = "post"


class PreferencesSet(EventData):
    """A person wants to be written to in a language and by a channel from now on.

    It is known by one of the person's applications, and holds for all of them.
    """

    TYPE: ClassVar[str] = "register.notifications.preferences-set.v1"
    REASON: ClassVar[str] = "asked-by-person"

    application_id: UUID
    language: Language
    channel: PreferredChannel
    person_id: Personal[UUID] = None
    postal_address: Personal[str] = None


class SetPreferences(CommandData):
    """Say how one wants to be written to; by post, where to."""

    TYPE: ClassVar[str] = "register.notifications.set-preferences.v1"

    application_id: UUID
    language: Language = Language.ENGLISH
    channel: PreferredChannel = PreferredChannel.EMAIL
    postal_address: Personal[Text] = None


class RecordPreferences(CommandData):
    """Record how a person, who said so otherwise, wants to be written to."""

    TYPE: ClassVar[str] = "register.notifications.record-preferences.v1"

    application_id: UUID
    language: Language = Language.ENGLISH
    channel: PreferredChannel = PreferredChannel.EMAIL
    postal_address: Personal[Text] = None


EVENTS: tuple[type[EventData], ...] = (PreferencesSet,)
COMMANDS: tuple[type[CommandData], ...] = (SetPreferences, RecordPreferences)
