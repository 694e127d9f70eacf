"""The log of the golden vectors, of any size, as a dictionary of what it serves."""

from collections.abc import Iterator

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shared.merkle import RightEdge, leaf_hash
from shared.tlog.bundles import encode_bundle
from shared.tlog.checkpoint import Checkpoint, sign_checkpoint
from shared.tlog.errors import NotServed
from shared.tlog.note import NoteSigner
from shared.tlog.reading import CHECKPOINT
from shared.tlog.tiles import Tile, bundles_of, levels_of
from shared.tlog.witnessing import CosignatureSigner

ORIGIN = "registry.example/audit"
SIGNER = NoteSigner(ORIGIN, Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
KEY = SIGNER.verifier_key
WITNESS = CosignatureSigner(
    "witness.example/w1",
    Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33))),
)


class Shelf(dict[str, bytes]):
    """A log in memory; its reader is itself."""

    def read(self, path: str) -> bytes:
        """Return what lies at the path; raises `NotServed`."""
        if path not in self:
            raise NotServed(path)
        return self[path]


def entry(index: int) -> bytes:
    """Return the golden entry of this index."""
    return f'{{"seq":{index},"é":"ü"}}'.encode()


def entries(size: int) -> list[bytes]:
    """Return the first golden entries."""
    return [entry(index) for index in range(size)]


def leaves(size: int) -> list[bytes]:
    """Return the leaf hashes of the first golden entries."""
    return [leaf_hash(content) for content in entries(size)]


def edge(size: int) -> RightEdge:
    """Return the right edge of the golden tree of this size."""
    return RightEdge().append(leaves(size))[0]


def checkpoint(size: int) -> Checkpoint:
    """Return the golden checkpoint of this size."""
    return Checkpoint(ORIGIN, size, edge(size).root())


def golden_log(size: int) -> Shelf:
    """Return everything that the golden log of this size serves."""
    return sealed(entries(size))


def sealed(contents: list[bytes]) -> Shelf:
    """Return everything that a log of these entries serves, signed by its key."""
    grown, full = RightEdge().append([leaf_hash(content) for content in contents])
    shelf = Shelf()
    for tile in full:
        shelf[Tile(tile.level, tile.index).path] = b"".join(tile.hashes)
    for path, hashes in _partials(grown):
        shelf[path] = hashes
    for bundle in bundles_of(len(contents)):
        first = bundle.first_entry
        shelf[bundle.path] = encode_bundle(contents[first : first + bundle.width])
    signed = Checkpoint(ORIGIN, grown.size, grown.root())
    shelf[CHECKPOINT] = sign_checkpoint(signed, SIGNER)
    return shelf


def _partials(grown: RightEdge) -> Iterator[tuple[str, bytes]]:
    for level in levels_of(grown.size):
        hashes = grown.levels[level]
        if hashes:
            index = (grown.size >> (8 * level)) // 256
            yield Tile(level, index, len(hashes)).path, b"".join(hashes)
