"""A bundle as bytes: one JSON document in the one spelling that is accepted.

Members sorted, each on a line of its own and so each entry, everything within a line
in RFC 8785 canonical form. So the first line is what the bundle says about itself.
"""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any, cast

import orjson

from oversight.bundles.errors import Altered, NotABundle
from oversight.bundles.parts import Bundle, Proven, SealedHeads
from oversight.stream_heads import HeadProof, ProvenHead
from shared.contracts.canonical import Json, canonical
from shared.errors import Unreadable
from shared.merkle import HASH_SIZE
from shared.tlog.encoding import decode_base64, encode_base64

FORMAT = "register-bundle/2"
DIGEST = "sha256"
_MOST_HASHES = 63


def render(bundle: Bundle) -> bytes:
    """Return the bundle as bytes, with the digest over all of the rest."""
    document = _document(bundle)
    return lay_out(document | {DIGEST: digest_of(document)})


def lay_out(document: Mapping[str, Json]) -> bytes:
    """Return a document in the bundle's spelling."""
    members = [
        canonical(name) + b":" + _member(document[name]) for name in sorted(document)
    ]
    return b"{" + b",\n".join(members) + b"}\n"


def digest_of(document: Mapping[str, Json]) -> str:
    """Return the SHA-256 (hex) of the document's canonical JSON without its digest."""
    rest = {name: value for name, value in document.items() if name != DIGEST}
    return sha256(canonical(rest)).hexdigest()


def read(raw: bytes) -> Bundle:
    """Return the bundle that `raw` spells; raises `NotABundle` or `Altered`."""
    try:
        value = orjson.loads(raw)
        document = cast("dict[str, Any]", value if isinstance(value, dict) else {})
        if document.get("format") != FORMAT:
            raise NotABundle(f"its format is not {FORMAT}")
        if document.get(DIGEST) != digest_of(document):
            raise Altered("its digest is of other content")
        bundle = _bundle(document)
        spelt = render(bundle)
    except orjson.JSONDecodeError as error:
        raise NotABundle("it is not JSON") from error
    except Unreadable as error:
        raise NotABundle("it is not canonical JSON") from error
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise NotABundle("a part of it is missing or of the wrong kind") from error
    if spelt != raw:
        raise Altered("it is spelt in another way than a bundle is")
    return bundle


def _member(value: Json) -> bytes:
    if not isinstance(value, list):
        return canonical(value)
    return b"[\n" + b",\n".join(map(canonical, value)) + b"\n]"


def _document(bundle: Bundle) -> dict[str, Json]:
    return {
        "about": bundle.about,
        "asked": dict(bundle.asked),
        "checkpoint": bundle.checkpoint.decode(),
        "entries": [_entry(entry) for entry in bundle.entries],
        "format": FORMAT,
        "heads": None if bundle.heads is None else _heads(bundle.heads),
        # Names of members are ASCII, those of streams need not be.
        "parts": [
            {"stream": stream, "versions": versions}
            for stream, versions in sorted(bundle.parts.items())
        ],
        "vkey": bundle.vkey,
    }


def _entry(entry: Proven) -> dict[str, Json]:
    return {
        "index": entry.index,
        "entry": encode_base64(entry.raw),
        "proof": [encode_base64(sibling) for sibling in entry.proof],
        "disclosures": list(entry.disclosures),
    }


def _heads(sealed: SealedHeads) -> dict[str, Json]:
    return {
        "sealed_by": _entry(sealed.entry),
        "streams": [
            {"stream": stream, "heads": [_head(head) for head in proof.heads]}
            for stream, proof in sorted(sealed.proofs.items())
        ],
    }


def _head(head: ProvenHead) -> dict[str, Json]:
    return {
        "stream": head.stream,
        "version": head.version,
        "place": head.index,
        "proof": [encode_base64(sibling) for sibling in head.hashes],
    }


def _bundle(document: dict[str, Any]) -> Bundle:
    heads = document["heads"]
    return Bundle(
        asked=_texts(document["asked"]),
        checkpoint=_text(document["checkpoint"]).encode(),
        vkey=_text(document["vkey"]),
        entries=tuple(map(_read_entry, document["entries"])),
        heads=None if heads is None else _read_heads(heads),
        parts={
            _text(part["stream"]): _text(part["versions"]) for part in document["parts"]
        },
        about=_text(document["about"]),
    )


def _read_entry(value: dict[str, Any]) -> Proven:
    return Proven(
        index=_number(value["index"]),
        raw=decode_base64(value["entry"]),
        proof=_hashes(value["proof"]),
        disclosures=tuple(map(_text, value["disclosures"])),
    )


def _read_heads(value: dict[str, Any]) -> SealedHeads:
    proofs = {
        _text(one["stream"]): HeadProof(tuple(map(_read_head, one["heads"])))
        for one in value["streams"]
    }
    return SealedHeads(_read_entry(value["sealed_by"]), proofs)


def _read_head(value: dict[str, Any]) -> ProvenHead:
    return ProvenHead(
        index=_number(value["place"]),
        stream=_text(value["stream"]),
        version=_number(value["version"]),
        hashes=_hashes(value["proof"]),
    )


def _hashes(texts: list[str]) -> tuple[bytes, ...]:
    hashes = tuple(map(decode_base64, texts))
    if len(hashes) > _MOST_HASHES or any(len(it) != HASH_SIZE for it in hashes):
        raise ValueError("a proof is of at most 63 hashes of 32 bytes")
    return hashes


def _texts(value: dict[str, Any]) -> dict[str, str]:
    return {name: _text(text) for name, text in value.items()}


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value


def _number(value: object) -> int:
    if type(value) is not int or value < 0:
        raise TypeError("not a number from 0")
    return value
