"""The wordings in use: read and checked as the service starts, or it does not start."""

from collections.abc import Mapping
from pathlib import Path

from services.notifications.wordings.checking import checked
from services.notifications.wordings.reading import Wordings, read_wordings
from services.notifications.wordings.wording import Wording

LETTERS = Path(__file__).parent / "letters"

ALL: Wordings = checked(read_wordings(LETTERS))
"""Every version of every wording."""

WORDINGS: Mapping[str, Wording] = ALL.in_use
"""The last version of each wording, by name."""
