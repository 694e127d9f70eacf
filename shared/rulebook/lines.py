"""On which line of a TOML file each table, key and item stands."""

from collections import Counter
from collections.abc import Iterator, Mapping

import tree_sitter_toml
from tree_sitter import Language, Node, Parser

from shared.rulebook.faults import Place

_TOML = Language(tree_sitter_toml.language())
_KEYS = ("bare_key", "quoted_key", "dotted_key")
_LISTS, _TABLES = "table_array_element", "table"


def lines_of(text: str) -> Mapping[Place, int]:
    """Return the line, counted from 1, of every table, key and item of a TOML text.

    Only positions are taken from here: what the values are, `tomllib` decides.
    """
    root = Parser(_TOML).parse(text.encode("utf-8")).root_node
    lines: dict[Place, int] = {}
    seen: Counter[Place] = Counter()
    for node in root.named_children:
        if node.type == "pair":
            lines.update(_pair(node, ()))
        elif node.type in (_LISTS, _TABLES):
            place = _table(node, seen)
            lines[place] = _line(node)
            for pair in node.named_children:
                if pair.type == "pair":
                    lines.update(_pair(pair, place))
    return lines


def line_of(lines: Mapping[Place, int], path: Place) -> int | None:
    """Return the line of a path, or of the innermost place around it that has one."""
    for end in range(len(path), 0, -1):
        if path[:end] in lines:
            return lines[path[:end]]
    return None


def _table(node: Node, seen: Counter[Place]) -> Place:
    """Return where a header leads: into the latest table of each list on its way."""
    names = _names(node.named_children[0])
    place: Place = ()
    for name in names[:-1]:
        place = (*place, name)
        if seen[place]:
            place = (*place, seen[place] - 1)
    place = (*place, names[-1])
    if node.type == _LISTS:
        seen[place] += 1
        place = (*place, seen[place] - 1)
    return place


def _pair(node: Node, within: Place) -> Iterator[tuple[Place, int]]:
    key, value = node.named_children[0], node.named_children[-1]
    place = (*within, *_names(key))
    yield place, _line(node)
    yield from _value(value, place)


def _value(node: Node, place: Place) -> Iterator[tuple[Place, int]]:
    if node.type == "inline_table":
        for pair in node.named_children:
            if pair.type == "pair":
                yield from _pair(pair, place)
    elif node.type == "array":
        items = (item for item in node.named_children if item.type != "comment")
        for number, item in enumerate(items):
            yield (*place, number), _line(item)
            yield from _value(item, (*place, number))


def _names(key: Node) -> Place:
    if key.type == "dotted_key":
        parts = (part for part in key.named_children if part.type in _KEYS)
        return tuple(name for part in parts for name in _names(part))
    text = (key.text or b"").decode("utf-8")
    return (text[1:-1] if key.type == "quoted_key" else text,)


def _line(node: Node) -> int:
    return node.start_point[0] + 1
