"""The tree over the golden entries."""

from base64 import b64encode

import pytest

from shared.merkle import RightEdge, root
from tests.support.golden_log import leaves

ROOTS = {
    0: "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
    1: "3p3NFEH0rWLje5tAPe6VkGMRxte2qU0QFNNGuhedjA4=",
    2: "fNyepUezko4OyY1KY741vJwa86BzrG+qlirzvW6hkm4=",
    255: "AbpTV5K3S98/rXAHWJUnG+68crpMYpzuQg3P+4lU7uk=",
    256: "XFDqE8fbkNeztsUrcQXZZJQ5WUfQM1HsZIRKF5svhX0=",
    257: "lTj5/8jsypWH4sAoPbgWTWuE8IG0Mv0NJe7ouT0NhX0=",
    70000: "iOj3gvVIrfixjonUuBSVpqabayy/Yy5bUeUrYrIao6o=",
}


@pytest.mark.parametrize("size", ROOTS)
def test_has_the_published_root(size: int) -> None:
    assert b64encode(root(leaves(size))).decode() == ROOTS[size]


@pytest.mark.parametrize("size", ROOTS)
def test_has_the_published_root_when_it_grows_in_batches(size: int) -> None:
    hashes, edge, position = leaves(size), RightEdge(), 0
    for batch in (1, 2, 250, 7, 5000, size):
        edge, _ = edge.append(hashes[position : position + batch])
        position += batch
    assert b64encode(edge.root()).decode() == ROOTS[size]
