"""Folding: one form for all the ways in which a word is written.

Compatibility forms, case, vowel marks, accents, hamza carriers, ta marbuta, alef maqsura, tatweel, digits of any
script, and invisible characters make no difference between two folded words. The letters are data (`folding.tsv`), by
script and not by language.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from pathlib import Path

from kg.errors import DataError


def _table() -> dict[int, str]:
    path = Path(__file__).with_name("folding.tsv")
    rows: dict[int, str] = {}
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) < 2 or len(cells[0]) != 1:
            raise DataError(f"{path}, line {number}: 'from' is one letter, then a tab and 'to'")
        rows[ord(cells[0])] = cells[1]
    return rows


_LETTERS = _table()
_DROPPED = frozenset({"Mn", "Me", "Cf", "Cc", "Cs", "Co"})


@lru_cache(maxsize=1 << 17)
def fold(text: str) -> str:
    """The folded form of a text; folding twice changes nothing."""
    folded = _fold_once(text)
    while (again := _fold_once(folded)) != folded:
        folded = again
    return folded


def _fold_once(text: str) -> str:
    if text.isascii():
        return text.casefold().translate(_LETTERS)
    plain = unicodedata.normalize("NFKD", text).casefold()
    plain = unicodedata.normalize("NFKD", plain).translate(_LETTERS)
    return "".join(_digit(c) for c in plain if unicodedata.category(c) not in _DROPPED or c in "\n\t")


def _digit(character: str) -> str:
    if character.isascii() or not character.isdecimal():
        return character
    return str(unicodedata.decimal(character))


def fold_offset(text: str, count: int) -> int:
    """How many code points of `text` stand for the first `count` characters of its folded form.

    Marks and invisible characters belong to the letter before them. Where one code point stands for several folded
    characters ('ﷲ'), all of it is counted with the first of them.

    Args:
        text: a word as written.
        count: characters of `fold(text)`; more than it has counts as all.
    """
    if count <= 0:
        return 0
    for k in range(1, len(text) + 1):
        if len(fold(text[:k])) >= count:
            while k < len(text) and not fold(text[k]):
                k += 1
            return k
    return len(text)
