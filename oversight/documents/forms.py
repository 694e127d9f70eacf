"""The forms of a document."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from oversight.documents.as_csv import as_csv
from oversight.documents.as_html import as_html
from oversight.documents.as_pdf import as_pdf
from oversight.documents.document import document_bytes
from oversight.documents.reading import Object
from shared.errors import Malformed


@dataclass(frozen=True, slots=True)
class Form:
    """How a document is written, and what the web calls that."""

    media_type: str
    write: Callable[[Object], bytes]


FORMS: Mapping[str, Form] = MappingProxyType(
    {
        "json": Form("application/json", document_bytes),
        "csv": Form("text/csv; charset=utf-8", as_csv),
        "html": Form("text/html; charset=utf-8", as_html),
        "pdf": Form("application/pdf", as_pdf),
    }
)


def form_of(name: str) -> Form:
    """Return the form; raises `Malformed` where there is none of that name."""
    form = FORMS.get(name)
    if form is None:
        raise Malformed(
            f"There is no form '{name}', only {', '.join(FORMS)}.", "format"
        )
    return form
