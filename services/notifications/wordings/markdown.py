"""The shape of a letter: Markdown read once, for plain text and HTML alike."""

from collections.abc import Sequence
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

ALLOWED = frozenset(
    {
        "paragraph_open",
        "paragraph_close",
        "bullet_list_open",
        "bullet_list_close",
        "ordered_list_open",
        "ordered_list_close",
        "list_item_open",
        "list_item_close",
        "heading_open",
        "heading_close",
        "inline",
        "text",
        "softbreak",
        "hardbreak",
        "strong_open",
        "strong_close",
        "link_open",
        "link_close",
    }
)
"""What a letter is made of: no images, no quoted code, no markup of its own."""


class _Markdown(MarkdownIt):
    """CommonMark whose addresses may be places that are filled later."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - the library's name
        """Return the address as the template has it."""
        return url


@cache
def _parser() -> MarkdownIt:
    return _Markdown("commonmark", {"html": False})


def parsed(body: str) -> Sequence[Token]:
    """Return the blocks of a body."""
    return _parser().parse(body)


def foreign(blocks: Sequence[Token]) -> set[str]:
    """Return the kinds of parts that a letter may not have."""
    parts = [part for block in blocks for part in (block, *(block.children or ()))]
    return {part.type for part in parts} - ALLOWED


def as_html(blocks: Sequence[Token]) -> str:
    """Return the blocks in HTML, their places unfilled."""
    parser = _parser()
    return parser.renderer.render(blocks, parser.options, {})
