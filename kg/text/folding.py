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


class _Folded(dict[int, str]):
    """Code point → its folded form, worked out when first asked for."""

    def __missing__(self, code: int) -> str:
        before, after = "", chr(code)
        while after != before:
            before, after = after, _fold_once(after)
        self[code] = after
        return after


def _fold_once(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).casefold()
    plain = unicodedata.normalize("NFKD", plain).translate(_LETTERS)
    return "".join(_digit(c) for c in plain if unicodedata.category(c) not in _DROPPED or c in "\n\t")


def _digit(character: str) -> str:
    if character.isascii() or not character.isdecimal():
        return character
    return str(unicodedata.decimal(character))


_FOLDED = _Folded()


@lru_cache(maxsize=1 << 17)
def fold(text: str) -> str:
    """The folded form of a text; folding twice changes nothing, and each code point is folded by itself."""
    return text.translate(_FOLDED)


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
    taken = 0
    for k, character in enumerate(text):
        letters = len(_FOLDED[ord(character)])
        if letters and taken >= count:
            return k
        taken += letters
    return len(text)
