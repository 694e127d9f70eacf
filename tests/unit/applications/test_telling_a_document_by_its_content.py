"""Telling a document by its content."""

from io import BytesIO

import pytest

from services.applications.documents.faults import UnacceptableDocument
from services.applications.documents.recognising import DOCX, JPEG, PDF, PNG, recognised
from tests.support.documents import a_docx, a_jpeg, a_pdf, a_png


@pytest.mark.parametrize(
    ("content", "media_type"),
    [(a_pdf(), PDF), (a_png(), PNG), (a_jpeg(), JPEG), (a_docx(), DOCX)],
)
def test_knows_each_type_that_is_taken(content: bytes, media_type: str) -> None:
    assert recognised(BytesIO(content)) == media_type


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty-document"),
        (b"hello, register", "type-not-accepted"),
        (b"MZ\x90\x00" + bytes(100), "type-not-accepted"),
        (b"GIF89a" + bytes(100), "type-not-accepted"),
        (b"<html><script>alert(1)</script>", "type-not-accepted"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "type-not-accepted"),
        (a_pdf()[:-12], "unreadable-document"),
        (a_pdf().replace(b"startxref\n", b"startxref\n99999"), "unreadable-document"),
        (a_pdf(trailer="/Encrypt 5 0 R"), "encrypted-document"),
        (a_pdf(trailer="/Encrypt << /Filter /Standard >>"), "encrypted-document"),
        (a_png()[:-5], "unreadable-document"),
        (a_png().replace(b"\x00\x00\x00\x01\x08", b"\x00\x00\x00\x02\x08"), None),
        (a_jpeg()[:-2], "unreadable-document"),
        (a_docx()[:-30], "unreadable-document"),
        (a_docx("word/vbaProject.bin"), "type-not-accepted"),
        (b"PK\x03\x04" + bytes(100), "unreadable-document"),
    ],
)
def test_refuses_what_is_mistyped_broken_or_locked(
    content: bytes, code: str | None
) -> None:
    with pytest.raises(UnacceptableDocument) as refused:
        recognised(BytesIO(content))
    assert refused.value.code == (code or "unreadable-document")
    assert refused.value.field == "document"


def test_is_not_led_by_a_word_in_the_text_of_a_pdf() -> None:
    assert recognised(BytesIO(a_pdf("How to /Encrypt a document"))) == PDF


def test_finds_the_encryption_wherever_it_stands() -> None:
    long = a_pdf("x" * 1_048_500, trailer="/Encrypt 5 0 R")
    with pytest.raises(UnacceptableDocument, match="encrypted"):
        recognised(BytesIO(long))
