"""A case file."""

import json
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oversight.bundles.errors import FalseDisclosure
from oversight.bundles.form import digest_of, lay_out
from oversight.bundles.making import make_bundle
from oversight.case_files.archive import pack, unpack
from oversight.case_files.errors import AlteredFile, NotACaseFile, OtherFormat
from oversight.case_files.verifying import make_case_file, verify_case_file
from shared.contracts.canonical import canonical
from shared.tlog.errors import VerificationError
from shared.tlog.proofs import parse_proof, verify_proof
from tests.support.golden_log import KEY
from tests.support.registered import APPLICATION, history, origin, small_log

ASKED = {"subject": APPLICATION}
BUNDLE = make_bundle(origin(small_log()), ASKED, history())
CASE = make_case_file(BUNDLE, KEY, 28)
FILES = unpack(CASE)


def repacked(**changed: bytes) -> bytes:
    """Return the case file with files changed by somebody who mends the manifest."""
    files = FILES | {name.replace("__", "."): raw for name, raw in changed.items()}
    manifest = json.loads(files.pop("manifest.json"))
    manifest["files"] = {name: sha256(raw).hexdigest() for name, raw in files.items()}
    return pack(files | {"manifest.json": canonical(manifest)})


def with_manifest(**members: Any) -> bytes:  # noqa: ANN401
    manifest = json.loads(FILES["manifest.json"]) | members
    return pack(FILES | {"manifest.json": canonical(manifest)})


def failure(raw: bytes, kind: type[VerificationError]) -> str:
    with pytest.raises(VerificationError) as caught:
        verify_case_file(raw, KEY)
    assert type(caught.value) is kind, caught.value
    return str(caught.value)


def test_proves_what_its_bundle_proves() -> None:
    verified = verify_case_file(CASE, KEY)
    assert verified.cover_computed
    assert verified.verified.checkpoint.size == 4


def test_is_the_same_bytes_for_the_same_case() -> None:
    assert make_case_file(BUNDLE, KEY, 28) == CASE


def test_names_the_days_on_which_nothing_happened() -> None:
    case = json.loads(FILES["case.json"])
    assert [row["days"] for row in case["inactivity"]] == [60]
    patient = json.loads(unpack(make_case_file(BUNDLE, KEY, 60))["case.json"])
    assert patient["inactivity"] == []


def test_says_who_decided_what_and_why_under_which_rules() -> None:
    decided = json.loads(FILES["case.json"])["decisions"]
    assert decided == [
        {
            "decided_by": "registrar",
            "index": 2,
            "outcome": "",
            "reasons": ["meets-the-standard", "=Meets every *standard* $x$"],
            "recorded": "2026-04-30T09:30:00.000000Z",
            "rulebook": "rct-voluntary@2026-01-01",
            "something_withheld": False,
            "stream": APPLICATION,
            "what": "Application accepted",
        }
    ]


def test_gives_spreadsheets_no_formula() -> None:
    rows = FILES["decisions.csv"].decode().splitlines()
    assert rows[1].split(",")[4].startswith('"meets-the-standard')
    assert ",=" not in FILES["trail.csv"].decode()


def test_holds_the_name_in_its_pages_as_text() -> None:
    assert "Łovelace #1" in FILES["trail.html"].decode()


def test_carries_proofs_for_other_tools() -> None:
    proof = parse_proof(FILES["proofs/2.tlog-proof"])
    assert verify_proof(proof, FILES["entries/2.json"], KEY).size == 4


def test_has_a_cover() -> None:
    assert FILES["cover.pdf"].startswith(b"%PDF-")


def test_tells_of_nothing_found_in_words() -> None:
    empty = make_case_file(make_bundle(origin(small_log()), ASKED, []), KEY, 28)
    assert verify_case_file(empty, KEY)
    assert "None." in unpack(empty)["case.html"].decode()


@pytest.mark.parametrize("name", sorted(set(FILES) - {"bundle.json", "manifest.json"}))
def test_names_any_file_that_was_changed(name: str) -> None:
    changed = bytes([FILES[name][0] ^ 1, *FILES[name][1:]])
    said = failure(repacked(**{name.replace(".", "__"): changed}), AlteredFile)
    assert said == (
        f"A file of the case file is not what its proven entries give: {name}."
    )


def test_names_a_file_that_was_added_or_taken() -> None:
    assert "letter.pdf does not belong" in failure(
        pack(FILES | {"letter.pdf": b""}), AlteredFile
    )
    without = {name: raw for name, raw in FILES.items() if name != "decisions.csv"}
    assert "decisions.csv is missing" in failure(pack(without), AlteredFile)


def test_finds_what_was_changed_in_the_bundle_alone() -> None:
    other = make_bundle(origin(small_log()), ASKED, history()[:2])
    failure(repacked(bundle__json=other), AlteredFile)


def test_finds_another_patience_with_inactivity() -> None:
    failure(with_manifest(inactive_after_days=90), AlteredFile)


def test_compares_a_cover_of_another_typst_with_its_digest_alone() -> None:
    other = with_manifest(typst="0.1.0")
    assert not verify_case_file(other, KEY).cover_computed
    files = unpack(other) | {"cover.pdf": b"%PDF-forged"}
    assert "cover.pdf" in failure(pack(files), AlteredFile)


@pytest.mark.parametrize("raw", [b"", b"PK", CASE[:-1], CASE[1:], CASE[:500]])
def test_is_refused_where_it_breaks_off(raw: bytes) -> None:
    failure(raw, NotACaseFile)


def test_is_refused_in_another_format() -> None:
    failure(with_manifest(format="register-case-file/1"), OtherFormat)
    failure(pack({"bundle.json": BUNDLE}), NotACaseFile)


@settings(max_examples=60)
@given(st.integers(0, len(CASE) * 8 - 1))
def test_shows_any_bit_that_was_changed(bit: int) -> None:
    changed = bytearray(CASE)
    changed[bit // 8] ^= 1 << bit % 8
    with pytest.raises(VerificationError):
        verify_case_file(bytes(changed), KEY)


def test_is_refused_for_what_its_bundle_is_refused() -> None:
    raw = FILES["bundle.json"].replace(
        history()[0].disclosures[0].encode(), history()[2].disclosures[0].encode()
    )
    document = json.loads(raw)
    forged = lay_out(document | {"sha256": digest_of(document)})
    failure(repacked(bundle__json=forged), FalseDisclosure)


def test_keeps_the_forms_that_its_formats_name() -> None:
    # Whoever changes a form changes this, and has to raise the format's number too:
    # files made before would else be called altered.
    held = {
        name: raw for name, raw in FILES.items() if name[:5] not in ("cover", "manif")
    }
    assert (json.loads(FILES["manifest.json"])["format"], digest(pack(held))) == (
        "register-case-file/2",
        "da16229b7aa58f66",
    )
    assert (json.loads(BUNDLE)["format"], digest(BUNDLE)) == (
        "register-bundle/2",
        "b066b401c7581349",
    )


def digest(raw: bytes) -> str:
    return sha256(raw).hexdigest()[:16]
