"""Verifies a case file with nothing but the file and the log's key."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from oversight.bundles.verifying import Verified, verify_bundle
from oversight.case_files.archive import pack, unpack
from oversight.case_files.errors import AlteredFile, NotACaseFile, OtherFormat
from oversight.case_files.files import (
    BUNDLE,
    COVER,
    FORMAT,
    MANIFEST,
    files_of,
    typst_version,
)
from shared.contracts.canonical import Json, parse
from shared.errors import Unreadable
from shared.tlog.keys import VerifierKey


@dataclass(frozen=True, slots=True)
class VerifiedCaseFile:
    """What the bundle in it proves; `cover_computed` tells if the cover was compared.

    Another version of typst sets a page otherwise: then the cover is only compared
    with the manifest, which nothing signs.
    """

    verified: Verified
    cover_computed: bool


def make_case_file(bundle: bytes, key: VerifierKey, inactive_after: int) -> bytes:
    """Return the case file over a bundle, which is verified first."""
    return pack(files_of(bundle, verify_bundle(bundle, key), inactive_after))


def verify_case_file(
    raw: bytes, key: VerifierKey, witnesses: Sequence[VerifierKey] = ()
) -> VerifiedCaseFile:
    """Return what a case file proves.

    1. It is an archive with a bundle and a manifest of this format.
    2. The bundle holds, with the given key and every demanded witness.
    3. Every other file is, byte for byte, what is computed from the bundle.
    4. The archive itself is packed as case files are, with nothing beside.

    Raises a `VerificationError`.
    """
    # 1
    files = unpack(raw)
    if BUNDLE not in files or MANIFEST not in files:
        raise NotACaseFile(f"it has no {BUNDLE} or no {MANIFEST}")
    manifest = _manifest(files[MANIFEST])
    # 2
    verified = verify_bundle(files[BUNDLE], key, witnesses)
    # 3
    same_typst = manifest["typst"] == typst_version()
    expected = files_of(files[BUNDLE], verified, _days(manifest))
    if not same_typst:
        expected |= _as_stated(files, manifest)
    _require_same(files, expected)
    # 4
    if raw != pack(files):
        raise AlteredFile("the archive around the files")
    return VerifiedCaseFile(verified, cover_computed=same_typst)


def _require_same(files: Mapping[str, bytes], expected: Mapping[str, bytes]) -> None:
    for name in sorted({*files, *expected}):
        if name not in expected:
            raise AlteredFile(f"{name} does not belong to it")
        if name not in files:
            raise AlteredFile(f"{name} is missing")
    # The manifest last: it differs wherever another file does.
    for name in sorted(expected, key=lambda name: (name == MANIFEST, name)):
        if files[name] != expected[name]:
            raise AlteredFile(name)


def _as_stated(
    files: Mapping[str, bytes], manifest: Mapping[str, Json]
) -> dict[str, bytes]:
    stated = manifest["files"]
    digest = sha256(files.get(COVER, b"")).hexdigest()
    if not isinstance(stated, dict) or stated.get(COVER) != digest:
        raise AlteredFile(COVER)
    return {COVER: files[COVER], MANIFEST: files[MANIFEST]}


def _manifest(raw: bytes) -> dict[str, Json]:
    try:
        manifest = parse(raw)
    except Unreadable as error:
        raise NotACaseFile(f"{MANIFEST} cannot be read") from error
    if manifest.get("format") != FORMAT:
        raise OtherFormat(f"it is not {FORMAT}; its {BUNDLE} can be verified alone")
    return manifest | {"typst": manifest.get("typst")}


def _days(manifest: Mapping[str, Json]) -> int:
    days = manifest.get("inactive_after_days")
    if not isinstance(days, int) or days < 0:
        raise NotACaseFile(f"{MANIFEST} names no days of inactivity")
    return days
