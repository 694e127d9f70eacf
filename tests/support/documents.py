"""Documents made for tests: whole ones, and what is wrong with others."""

import struct
import zlib
from io import BytesIO
from uuid import UUID
from zipfile import ZipFile

from services.applications.evidence.commands import Case, Policy, ReceiveDocument
from services.applications.evidence.subscribers import policy
from shared.contracts.evidence import DocumentReceived, Scan
from tests.support.applications import APPLICATION_ID, NOW, PERSON_ID, RULEBOOK

DOCUMENT_ID = UUID("0192f0c1-0000-7000-8000-0000000000d0")
APPLICANT = "actor-applicant"
REGISTRAR = "actor-registrar"
PDF = "application/pdf"
SHA256 = "ab" * 32

CASE = Case(person_id=PERSON_ID, actor=APPLICANT)
POLICY: Policy = policy(RULEBOOK, "portfolio")

received = DocumentReceived(
    document_id=DOCUMENT_ID,
    application_id=APPLICATION_ID,
    kind="portfolio",
    sha256=SHA256,
    size=1_000,
    media_type=PDF,
    scan=Scan.CLEAN,
    seen_by=("assessor",),
    person_id=PERSON_ID,
    file_name="portfolio.pdf",
)
receive = ReceiveDocument(
    document_id=DOCUMENT_ID,
    application_id=APPLICATION_ID,
    kind="portfolio",
    sha256=SHA256,
    size=1_000,
    media_type=PDF,
    scan=Scan.CLEAN,
    file_name="portfolio.pdf",
    policy=POLICY,
    now=NOW,
    case=CASE,
)


def a_pdf(text: str = "My portfolio", trailer: str = "") -> bytes:
    """Return a small PDF document, with more in its trailer where told."""
    body = (
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"
        + f"% {text}\n".encode()
    )
    end = f"xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Root 1 0 R {trailer} >>\n"
    return body + end.encode() + f"startxref\n{len(body)}\n%%EOF\n".encode()


def a_png() -> bytes:
    """Return a picture of one grey point."""
    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", head)
        + _chunk(b"IDAT", zlib.compress(b"\0\x7f"))
        + _chunk(b"IEND", b"")
    )


def a_jpeg() -> bytes:
    """Return the bones of a JPEG picture."""
    return (
        b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
        b"\xff\xc0\x00\x0b\x08\x00\x01\x00\x01\x01\x01\x11\x00\xff\xda\x00\x00\xff\xd9"
    )


def a_docx(*more: str) -> bytes:
    """Return a document of an office, with more parts where told."""
    file = BytesIO()
    with ZipFile(file, "w") as parts:
        for name in ("[Content_Types].xml", "word/document.xml", *more):
            parts.writestr(name, "<x/>")
    return file.getvalue()


def _chunk(kind: bytes, content: bytes) -> bytes:
    checksum = zlib.crc32(kind + content).to_bytes(4, "big")
    return len(content).to_bytes(4, "big") + kind + content + checksum
