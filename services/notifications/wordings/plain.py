"""A letter as plain text: lines that wrap, lists with dashes, addresses in full."""

from collections.abc import Sequence
from textwrap import wrap

from markdown_it.token import Token

from services.notifications.wordings.places import Places

WIDTH = 78
_BULLET = "- "


def as_text(blocks: Sequence[Token], places: Places) -> str:
    """Return the blocks as plain text, with their places filled."""
    written: list[str] = []
    depth = 0
    for block in blocks:
        match block.type:
            case "bullet_list_open" | "ordered_list_open":
                depth += 1
            case "bullet_list_close" | "ordered_list_close":
                depth -= 1
                if depth == 0:
                    written.append("")
            case "inline":
                said = _said(block.children or (), places)
                written.extend(_lines(said, depth))
                if depth == 0:
                    written.append("")
            case _:
                pass
    return "\n".join(written).strip("\n") + "\n"


def _said(parts: Sequence[Token], places: Places) -> str:
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
    return places.fill("".join(said))


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
