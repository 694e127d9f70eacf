"""A letter on paper, as PDF: what it says is data and never source."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import orjson
import typst

from services.notifications.transports.port import Letter

LONDON = ZoneInfo("Europe/London")
TEMPLATE = Path(__file__).parent / "templates" / "letter.typ"
CLASSES = {"post": "", "tracked-post": "Tracked"}
"""What a letter says of how it goes, by channel."""

_PARAGRAPHS = re.compile(r"\n\s*\n")
_NOT_PRINTED = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")


class NotPrintable(ValueError):
    """A letter cannot be set."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A letter as it will be printed: the PDF, and how many pages it has."""

    content: bytes
    pages: int


def printed(letter: Letter, sender: str) -> Paper:
    """Return the letter as PDF, the same bytes every time; raises `NotPrintable`.

    Tagged for screen readers, with its title and its language (PDF/UA-1).
    """
    content = {
        "sender": sender,
        "address": _lines(f"{letter.name}\n{letter.postal}"),
        "subject": letter.subject,
        "paragraphs": [
            lines for part in _PARAGRAPHS.split(letter.body) if (lines := _lines(part))
        ],
        "reference": name_of(letter),
        "class": CLASSES.get(letter.channel, ""),
        "language": letter.language,
        "date": _spoken(letter.written_at),
    }
    compiler = typst.Compiler(
        TEMPLATE,
        ignore_system_fonts=True,
        sys_inputs={"letter": orjson.dumps(content).decode()},
    )
    try:
        written = compiler.compile(format="pdf", timestamp=0, pdf_standards=["ua-1"])
        pages = orjson.loads(compiler.query("<pages>", field="value", one=True))
    except typst.TypstError as error:
        raise NotPrintable("The letter cannot be set.") from error
    if not isinstance(written, bytes):
        raise NotPrintable("The letter was set as something else than one file.")
    return Paper(written, int(pages))


def name_of(letter: Letter) -> str:
    """Return what a letter is called at the printer's: its message and number."""
    return f"{letter.message_id}-{letter.number}"


def _lines(text: str) -> list[str]:
    cleaned = _NOT_PRINTED.sub("", text)
    return [line.strip() for line in cleaned.split("\n") if line.strip()]


def _spoken(written_at: datetime) -> str:
    day = written_at.astimezone(UTC).astimezone(LONDON)
    return f"{day.day} {day:%B %Y}"
