"""What a document is, told by its content: its name says what its sender wanted.

First the type by its leading bytes, then that the whole has that type's structure: a
file that breaks off, or needs a password, helps nobody who has to judge it.
"""

import re
import zlib
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, BinaryIO, cast
from zipfile import BadZipFile, ZipFile

import puremagic

from services.applications.documents.faults import Fault, UnacceptableDocument

PDF = "application/pdf"
JPEG = "image/jpeg"
PNG = "image/png"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

HEAD_BYTES = 4_096
TAIL_BYTES = 2_048
PIECE_BYTES = 1_048_576
MOST_PARTS = 2_000

# ISO 32000-2 §7.5.5: the trailer, or the stream that stands for it, names the
# dictionary of the encryption; both are always in clear.
_ENCRYPTED = re.compile(rb"/Encrypt\s*(?:\d+\s+\d+\s+R|<<)")
_START = re.compile(rb"startxref\s+(?P<at>\d+)\s+%%EOF")
_PNG_BEGIN = b"\x89PNG\r\n\x1a\n"
_LONGEST_MATCH = 64


def recognised(file: BinaryIO) -> str:
    """Return the media type of a whole, readable document.

    Raises `UnacceptableDocument` where the type is none that can be told whole from
    broken, or where the content is not what its first bytes promise.
    """
    file.seek(0)
    media_type = _promised(file.read(HEAD_BYTES))
    file.seek(0)
    _WHOLE[media_type](file)
    file.seek(0)
    return media_type


def _promised(head: bytes) -> str:
    """Return the type that the leading bytes promise."""
    if not head:
        raise UnacceptableDocument(Fault.EMPTY, "The document is empty.")
    media_type = next((likely for likely in _likely(head) if likely in _WHOLE), None)
    if media_type is None:
        raise UnacceptableDocument(
            Fault.NOT_ACCEPTED,
            "The document is of a type that is not accepted: send a PDF, a JPEG or"
            " PNG picture, or a DOCX document.",
        )
    return media_type


def _likely(head: bytes) -> list[str]:
    """Return the types that these bytes may begin, the likeliest first."""
    try:
        matches = cast("list[Any]", cast("Any", puremagic).magic_string(head))
    except puremagic.PureError:
        return []
    return [str(match.mime_type) for match in matches]


def _whole_pdf(file: BinaryIO) -> None:
    size = file.seek(0, 2)
    file.seek(max(0, size - TAIL_BYTES))
    ends = list(_START.finditer(file.read()))
    if not ends or not 0 < int(ends[-1]["at"]) < size:
        raise _unreadable("PDF document")
    file.seek(0)
    carried = b""
    while piece := file.read(PIECE_BYTES):
        if _ENCRYPTED.search(carried + piece):
            raise UnacceptableDocument(
                Fault.ENCRYPTED,
                "The PDF document is encrypted: save it without a password.",
            )
        carried = piece[-_LONGEST_MATCH:]


def _whole_jpeg(file: BinaryIO) -> None:
    """A picture has a frame and an end; what cameras write after it is no harm."""
    content = file.read()
    frame = re.search(rb"\xff[\xc0-\xc3\xc5-\xc7\xc9-\xcb\xcd-\xcf]", content)
    if frame is None or b"\xff\xd9" not in content[frame.end() :]:
        raise _unreadable("JPEG picture")


def _whole_png(file: BinaryIO) -> None:
    """Every chunk of a picture has its checksum, from the first to the last."""
    file.read(len(_PNG_BEGIN))
    kinds: list[bytes] = []
    while kinds[-1:] != [b"IEND"]:
        length, kind = file.read(4), file.read(4)
        content = file.read(int.from_bytes(length, "big"))
        if file.read(4) != zlib.crc32(kind + content).to_bytes(4, "big"):
            raise _unreadable("PNG picture")
        kinds.append(kind)
    if kinds[0] != b"IHDR" or b"IDAT" not in kinds:
        raise _unreadable("PNG picture")


def _whole_docx(file: BinaryIO) -> None:
    """Look at the directory alone: what is packed may be larger than any memory."""
    try:
        with ZipFile(file) as parts:
            directory = parts.infolist()
    except (BadZipFile, NotImplementedError, ValueError) as error:
        raise _unreadable("DOCX document") from error
    names = {part.filename for part in directory}
    if "word/document.xml" not in names or len(directory) > MOST_PARTS:
        raise _unreadable("DOCX document")
    if any(part.flag_bits & 1 for part in directory):
        raise UnacceptableDocument(
            Fault.ENCRYPTED, "The document is encrypted: save it without a password."
        )
    if any(name.endswith("vbaProject.bin") for name in names):
        raise UnacceptableDocument(
            Fault.NOT_ACCEPTED, "The document holds macros: save it without them."
        )


def _unreadable(what: str) -> UnacceptableDocument:
    return UnacceptableDocument(
        Fault.UNREADABLE,
        f"The {what} is broken or breaks off: open it, save it again and send that.",
    )


_WHOLE: Mapping[str, Callable[[BinaryIO], None]] = MappingProxyType(
    {PDF: _whole_pdf, JPEG: _whole_jpeg, PNG: _whole_png, DOCX: _whole_docx}
)
"""How each type that is taken is told to be whole."""
