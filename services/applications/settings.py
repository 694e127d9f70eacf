"""What the applications service is told from outside."""

from pathlib import Path

from shared.settings import ServiceSettings


class Settings(ServiceSettings):
    """The settings of every service, and where documents rest and are scanned.

    `documents` is the document store: `file:///folder`, or `s3://bucket/prefix` with
    the usual `AWS_*` variables; the folder `documents` of the data unless told.
    `clamd` is a malware scanner's `host:port`; without it nothing is scanned.
    """

    documents: str | None = None
    clamd: str | None = None

    @property
    def document_store(self) -> str:
        """The address of the document store."""
        return self.documents or f"file://{Path(self.data).resolve()}/documents"
