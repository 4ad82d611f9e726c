"""The tree over the lines, against the known roots of Certificate Transparency and the definition itself."""

import hashlib

import pytest

from govxl.archive.merkle import Tree, inclusion, leaf_hash, levels_of, root_by, root_of

LINES = [bytes.fromhex(text) for text in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")]
ROOTS = ["e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d", "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125", "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77", "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7", "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4", "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef", "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c", "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"]
"""Of the first n of these lines, as the implementations of Certificate Transparency publish them for their tests."""


def sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def defined(lines: list[bytes]) -> bytes:
    """MTH of RFC 6962, 2.1, word for word."""
    if not lines:
        return sha256(b"")
    if len(lines) == 1:
        return sha256(b"\x00" + lines[0])
    k = 1
    while k * 2 < len(lines):
        k *= 2
    return sha256(b"\x01" + defined(lines[:k]) + defined(lines[k:]))


def path_defined(m: int, lines: list[bytes]) -> list[bytes]:
    """PATH of RFC 6962, 2.1.1, word for word."""
    if len(lines) == 1:
        return []
    k = 1
    while k * 2 < len(lines):
        k *= 2
    if m < k:
        return [*path_defined(m, lines[:k]), defined(lines[k:])]
    return [*path_defined(m - k, lines[k:]), defined(lines[:k])]


@pytest.mark.parametrize("size", range(9))
def test_roots_are_the_published_ones(size):
    assert defined(LINES[:size]).hex() == ROOTS[size]
    assert root_of(map(leaf_hash, LINES[:size])).hex() == ROOTS[size]


@pytest.mark.parametrize("size", [1, 2, 3, 6, 7, 8, 9, 31, 33, 100])
def test_every_line_is_proven_by_the_path_of_the_definition(size):
    lines = [f"line {n}".encode() for n in range(size)]
    levels = levels_of([*map(leaf_hash, lines)])
    assert levels[-1] == [defined(lines)]
    for index, line in enumerate(lines):
        path = inclusion(levels, index)
        assert path == path_defined(index, lines)
        assert root_by(leaf_hash(line), index, size, path) == defined(lines)


def test_no_other_path_line_place_or_size_proves_anything():
    lines = [f"line {n}".encode() for n in range(11)]
    levels = levels_of([*map(leaf_hash, lines)])
    root = levels[-1][0]
    for index, line in enumerate(lines):
        path, leaf = inclusion(levels, index), leaf_hash(line)
        assert root_by(leaf_hash(line + b" "), index, 11, path) != root
        assert {root_by(leaf, other, 11, path) for other in range(-1, 12) if other != index} - {root} == {
            root_by(leaf, other, 11, path) for other in range(-1, 12) if other != index
        }
        assert root_by(leaf, index, 11, path[:-1]) != root
        assert root_by(leaf, index, 11, [*path, root]) is None
        for n in range(len(path)):
            assert root_by(leaf, index, 11, [*path[:n], sha256(path[n]), *path[n + 1 :]]) != root


def test_a_tree_grows_to_the_same_root():
    tree = Tree()
    for n in range(200):
        assert tree.root == defined([f"line {m}".encode() for m in range(n)])
        tree.add(leaf_hash(f"line {n}".encode()))
