"""Which documents may come with an application, and who sees them."""

from pydantic import BaseModel, ConfigDict, Field

from shared.rulebook.tables.rule import Code, Count, Rule, Text


class DocumentKind(BaseModel):
    """A kind of document; `seen_by` are roles beside the registrar and the applicant.

    A declaration of health or character is not seen by assessors (domain §1.2).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: Code
    title: Text
    seen_by: tuple[Code, ...] = ()


class Evidence(Rule):
    """Which documents are taken, how large and how many, and of which kinds.

    `admits_unscanned` tells whether an application may be accepted on a document that
    no malware scanner has looked at.
    """

    largest_bytes: Count
    most_documents: Count
    media_types: tuple[Text, ...] = Field(min_length=1)
    admits_unscanned: bool
    kinds: tuple[DocumentKind, ...] = Field(min_length=1)

    def kind(self, code: str) -> DocumentKind | None:
        """Return the kind of document with this code, if there is one."""
        return next((kind for kind in self.kinds if kind.code == code), None)
