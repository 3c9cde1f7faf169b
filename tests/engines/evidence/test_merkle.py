"""The Merkle tree against a naive reading of RFC 9162 and against roots known from certificate transparency."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registers.evidence.merkle import (
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    root_of,
    verify_consistency,
    verify_inclusion,
)

INPUTS = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
KNOWN_ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
leaves = st.lists(st.binary(max_size=8).map(leaf_hash), min_size=1, max_size=70)


def naive_root(hashes: list[bytes]) -> bytes:
    if len(hashes) < 2:
        return hashes[0] if hashes else sha256(b"").digest()
    half = 1
    while half * 2 < len(hashes):
        half *= 2
    return sha256(b"\x01" + naive_root(hashes[:half]) + naive_root(hashes[half:])).digest()


@pytest.mark.parametrize("size", range(len(KNOWN_ROOTS)))
def test_roots_are_the_known_ones(size: int) -> None:
    hashes = [leaf_hash(bytes.fromhex(text)) for text in INPUTS[:size]]

    assert root_of(hashes).hex() == KNOWN_ROOTS[size]


@given(leaves)
def test_root_equals_the_definition(hashes: list[bytes]) -> None:
    assert root_of(hashes) == naive_root(hashes)


@given(leaves, st.data())
def test_every_leaf_has_a_proof_that_holds(hashes: list[bytes], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(hashes) - 1))

    path = inclusion_proof(hashes, index)

    assert verify_inclusion(hashes[index], index=index, size=len(hashes), path=path, root=root_of(hashes))


@given(leaves, st.data())
def test_a_proof_holds_for_no_other_leaf_root_or_path(hashes: list[bytes], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(hashes) - 1))
    path, size, root, other = inclusion_proof(hashes, index), len(hashes), root_of(hashes), leaf_hash(b"something else")

    holds = [
        verify_inclusion(other, index=index, size=size, path=path, root=root),
        verify_inclusion(hashes[index], index=index, size=size, path=path, root=other),
        verify_inclusion(hashes[index], index=index, size=size, path=[*path, other], root=root),
        verify_inclusion(hashes[index], index=size, size=size, path=path, root=root),
        bool(path) and verify_inclusion(hashes[index], index=index, size=size, path=path[:-1], root=root),
        bool(path) and verify_inclusion(hashes[index], index=index, size=size, path=[other, *path[1:]], root=root),
    ]

    assert not any(holds)


@given(leaves, st.data())
def test_a_log_that_grew_is_consistent_with_its_past(hashes: list[bytes], data: st.DataObject) -> None:
    first = data.draw(st.integers(1, len(hashes)))

    path = consistency_proof(hashes, first)

    past = naive_root(hashes[:first])
    assert verify_consistency(first=first, second=len(hashes), first_root=past, second_root=root_of(hashes), path=path)


@given(leaves, st.data())
def test_a_log_with_another_past_is_not_consistent(hashes: list[bytes], data: st.DataObject) -> None:
    first = data.draw(st.integers(1, len(hashes)))
    path, other = consistency_proof(hashes, first), leaf_hash(b"something else")
    sizes = {"first": first, "second": len(hashes)}

    holds = [
        verify_consistency(**sizes, first_root=other, second_root=root_of(hashes), path=path),
        verify_consistency(**sizes, first_root=root_of(hashes[:first]), second_root=other, path=path),
        verify_consistency(
            **sizes, first_root=root_of(hashes[:first]), second_root=root_of(hashes), path=[*path, other]
        ),
    ]

    assert not any(holds)


@pytest.mark.parametrize(("first", "second"), [(0, 3), (4, 3)])
def test_sizes_that_cannot_be_are_not_consistent(first: int, second: int) -> None:
    root = leaf_hash(b"")

    assert not verify_consistency(first=first, second=second, first_root=root, second_root=root, path=[])


@pytest.mark.parametrize("index", [-1, 2])
def test_there_is_no_proof_for_a_leaf_that_is_not_there(index: int) -> None:
    with pytest.raises(IndexError):
        inclusion_proof([leaf_hash(b"a"), leaf_hash(b"b")], index)
