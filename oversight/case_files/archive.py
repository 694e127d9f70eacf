"""The archive of a case file: the same files are always the same bytes."""

import io
from collections.abc import Mapping
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from oversight.case_files.errors import NotACaseFile

_BEGINNING_OF_ZIP = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_READABLE = 0o644 << 16
MOST_FILES = 20_100
MOST_BYTES = 2_000_000_000


def pack(files: Mapping[str, bytes]) -> bytes:
    """Return the files as an archive: by name, uncompressed, without any date.

    Uncompressed, because two versions of a compressor give different bytes.
    """
    archive = io.BytesIO()
    with ZipFile(archive, "w", ZIP_STORED) as target:
        for name in sorted(files):
            member = ZipInfo(name, _BEGINNING_OF_ZIP)
            member.create_system = _UNIX
            member.external_attr = _READABLE
            target.writestr(member, files[name])
    return archive.getvalue()


def unpack(raw: bytes) -> dict[str, bytes]:
    """Return the files by name; raises `NotACaseFile`, also for what is too much.

    Nothing is written anywhere, so that no name can lead out of a folder.
    """
    try:
        with ZipFile(io.BytesIO(raw)) as archive:
            members = archive.infolist()
            if (
                len(members) > MOST_FILES
                or sum(member.file_size for member in members) > MOST_BYTES
                or any(member.compress_type != ZIP_STORED for member in members)
            ):
                raise NotACaseFile("it is packed in another way, or too large")
            files = {member.filename: archive.read(member) for member in members}
    except (BadZipFile, EOFError, NotImplementedError, OSError) as error:
        raise NotACaseFile("the archive is damaged") from error
    except (RuntimeError, ValueError) as error:
        raise NotACaseFile("the archive cannot be read") from error
    if len(files) != len(members):
        raise NotACaseFile("a name is in it twice")
    return files
