"""The index file: what is written is read back, and what was damaged is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import DataError
from kg.gazetteer.index import HEADER_SIZE, MAGIC, Entry, Index, write_index

DIGEST = bytes(range(32))
NAMES = {
    "bor ": [Entry(1, 0, False), Entry(2, 1, True)],
    "port avalon ": [Entry(0, 0, False)],
    "بور ": [Entry(1, 3, False)],
}
RECORDS = [b"first", b"", b"third record"]
CONTENT = write_index(NAMES, RECORDS, DIGEST)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "names.index"
    path.write_bytes(CONTENT)
    return path


def test_entries_and_records_are_read_back(path: Path) -> None:
    index = Index(path, DIGEST)
    assert {name: index.entries(index.trie.key_id(name)) for name in index.trie} == NAMES
    assert [bytes(index.record(n)) for n in range(len(index))] == RECORDS


def test_the_bytes_do_not_depend_on_the_order_of_names() -> None:
    assert write_index(dict(reversed(NAMES.items())), RECORDS, DIGEST) == CONTENT


def test_any_flipped_byte_is_refused(path: Path) -> None:
    for position in range(len(CONTENT)):
        damaged = bytearray(CONTENT)
        damaged[position] ^= 0x55
        path.write_bytes(damaged)
        with pytest.raises(DataError, match=r"names\.index: .+ made again from the facts"):
            Index(path, DIGEST)


@pytest.mark.parametrize("size", [0, 1, len(MAGIC), HEADER_SIZE - 1, HEADER_SIZE, len(CONTENT) // 2, len(CONTENT) - 1])
def test_a_truncated_file_is_refused(path: Path, size: int) -> None:
    path.write_bytes(CONTENT[:size])
    with pytest.raises(DataError, match=r"names\.index"):
        Index(path, DIGEST)


def test_a_longer_file_is_refused(path: Path) -> None:
    path.write_bytes(CONTENT + b"more")
    with pytest.raises(DataError, match="damaged"):
        Index(path, DIGEST)


def test_another_version_is_refused_and_told(path: Path) -> None:
    other = bytearray(CONTENT)
    other[8] = 99
    path.write_bytes(other)
    with pytest.raises(DataError, match="version 99 where this program reads"):
        Index(path, DIGEST)


def test_an_index_of_other_facts_is_refused_where_the_facts_are_given(path: Path) -> None:
    with pytest.raises(DataError, match="made from other facts"):
        Index(path, bytes(32))
    assert len(Index(path)) == len(RECORDS)


def test_a_folder_or_nothing_is_refused(tmp_path: Path) -> None:
    for wrong in (tmp_path, tmp_path / "absent"):
        with pytest.raises(DataError, match="cannot be opened"):
            Index(wrong)
