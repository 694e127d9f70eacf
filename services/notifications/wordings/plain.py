"""A letter as plain text: lines that wrap, lists with dashes, addresses in full."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

from markdown_it.token import Token

from services.notifications.wordings.places import Places, has_places

WIDTH = 78
_BULLET = "- "


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph or an item at a depth of lists, its places unfilled.

    `lines` are what it comes to where it has no place to fill. An empty paragraph ends
    a list.
    """

    said: str
    depth: int
    lines: Sequence[str] | None


def as_text(paragraphs: Sequence[Paragraph], places: Places) -> str:
    """Return the paragraphs as plain text, with their places filled."""
    written: list[str] = []
    for each in paragraphs:
        if each.lines is None:
            written += _lines(places.fill(each.said), each.depth)
        else:
            written += each.lines
        if each.depth == 0 and each.said:
            written.append("")
    return "\n".join(written).strip("\n") + "\n"


def paragraphs(blocks: Sequence[Token]) -> Sequence[Paragraph]:
    """Return the paragraphs of a letter, and where its lists end."""
    found: list[Paragraph] = []
    depth = 0
    for block in blocks:
        match block.type:
            case "bullet_list_open" | "ordered_list_open":
                depth += 1
            case "bullet_list_close" | "ordered_list_close":
                depth -= 1
                if depth == 0:
                    found.append(Paragraph("", 0, ("",)))
            case "inline":
                said = _said(block.children or ())
                lines = None if has_places(said) else _lines(said, depth)
                found.append(Paragraph(said, depth, lines))
            case _:
                pass
    return found


def _said(parts: Sequence[Token]) -> str:
    """Return what a paragraph says; an address follows what it is called."""
    said: list[str] = []
    address = ""
    for part in parts:
        match part.type:
            case "text":
                said.append(part.content)
            case "softbreak":
                said.append(" ")
            case "hardbreak":
                said.append("\n")
            case "link_open":
                address = str(part.attrs.get("href", ""))
            case "link_close":
                said.append(f":\n  {address}")
            case _:
                pass
    return "".join(said)


def _lines(said: str, depth: int) -> list[str]:
    """Return a paragraph, or an item of a list, as lines; its own breaks are kept."""
    indent = "  " * depth
    lines: list[str] = []
    for line in said.split("\n"):
        first = indent[: -len(_BULLET)] + _BULLET if depth and not lines else indent
        kept = "  " if line.startswith("  ") else ""
        lines += wrap(
            line.strip(),
            WIDTH,
            initial_indent=first + kept,
            subsequent_indent=indent + kept,
            break_long_words=False,
            break_on_hyphens=False,
        ) or [""]
    return lines
