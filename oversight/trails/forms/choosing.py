"""The forms by name."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from oversight.trails.forms.csv_form import CsvTable
from oversight.trails.forms.form import Form
from oversight.trails.forms.html_form import HtmlPage
from oversight.trails.forms.json_forms import JsonDocument, JsonLines
from oversight.trails.forms.tree_form import TreeText
from oversight.trails.forms.xes import XesLog
from oversight.trails.trail import Heading, TrailEntry
from shared.errors import Malformed


@dataclass(frozen=True, slots=True)
class FormKind:
    """A form that a trail may be had in, and its media type."""

    media_type: str
    start: Callable[[Heading], Form]


FORMS: Mapping[str, FormKind] = MappingProxyType(
    {
        "json": FormKind("application/json", JsonDocument),
        "ndjson": FormKind("application/x-ndjson", JsonLines),
        "csv": FormKind("text/csv; charset=utf-8", CsvTable),
        "xes": FormKind("application/xml", XesLog),
        "html": FormKind("text/html; charset=utf-8", HtmlPage),
        "tree": FormKind("text/plain; charset=utf-8", TreeText),
    }
)
"""Every form by the name that it is asked for by."""


def form_named(name: str) -> FormKind:
    """Return the form of this name; raises `Malformed`, which names them all."""
    if name not in FORMS:
        raise Malformed(
            f"format: there is no {name!r}; there are {', '.join(FORMS)}.",
            field="format",
        )
    return FORMS[name]


def document(
    kind: FormKind, heading: Heading, trail: Iterable[TrailEntry]
) -> Iterator[bytes]:
    """Yield a trail's document piece by piece."""
    form = kind.start(heading)
    yield form.begin()
    for found in trail:
        yield form.add(found)
    yield from form.end()
