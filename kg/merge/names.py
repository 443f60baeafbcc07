"""Names of people: their words without particles, by letters within a script and by sounds across scripts."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from kg.gazetteer.folding import fold_name
from kg.lang import codes, load

_SHORTEST_STEM = 2
_FEWEST_WORDS = 2
_LONG_WORD = 6


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """A name as it is compared."""

    words: tuple[str, ...]
    """Folded, without particles."""
    sounds: tuple[str, ...]
    """Of each word; '' where all its letters are silent."""
    script: str

    @property
    def ends(self) -> tuple[str, str]:
        """How the first and the last word sound."""
        return self.sounds[0], self.sounds[-1]


@cache
def parse_name(text: str) -> Name:
    """The words and sounds of a name; scripts are told apart by their letters, so that one table serves all."""
    words = tuple([word for part in text.split() for word in _words(part)])
    return Name(words, tuple([_sound(word) for word in words]), _script(words[0][0]) if words else "")


@cache
def _words(part: str) -> tuple[str, ...]:
    """What a stretch without blanks holds: its words, folded, without particles."""
    _, particles, prefixes = _tables()
    words: list[str] = []
    for token in fold_name(part):
        if token in particles or not token[0].isalpha():
            continue
        cut = next((p for p in prefixes if token.startswith(p) and len(token) - len(p) >= _SHORTEST_STEM), "")
        words.append(token.removeprefix(cut))
    return tuple(words)


@cache
def _script(letter: str) -> str:
    return unicodedata.name(letter, "").split(" ")[0]


@cache
def _sound(word: str) -> str:
    """How a word sounds, a letter twice as once."""
    letters, _, _ = _tables()
    return re.sub(r"(.)\1+", r"\1", "".join([letters[part] for part in _pattern().findall(word)]))


def same_name(one: Name, other: Name) -> bool:
    """Whether two names may be of one person: the first and last words agree, and the rest of the shorter in order."""
    shorter, longer = sorted((one, other), key=lambda name: len(name.words))
    if len(shorter.words) < _FEWEST_WORDS:
        return False
    same = _same_letters if one.script == other.script else _same_sounds
    ends = same(shorter, 0, longer, 0) and same(shorter, -1, longer, -1)
    rest = iter(range(len(longer.words)))
    return ends and all(any(same(shorter, n, longer, m) for m in rest) for n in range(len(shorter.words)))


def _same_letters(one: Name, n: int, other: Name, m: int) -> bool:
    """The same word, or a long one that differs in one letter: names from elsewhere are spelt in many ways."""
    a, b = one.words[n], other.words[m]
    if a == b:
        return True
    if one.sounds[n] != other.sounds[m] or min(len(a), len(b)) < _LONG_WORD:
        return False
    return _one_edit(a, b)


def _same_sounds(one: Name, n: int, other: Name, m: int) -> bool:
    return one.sounds[n] == other.sounds[m] != ""


def _one_edit(a: str, b: str) -> bool:
    """Whether one letter more, less or other, or two in the other order, make one word the other."""
    start = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    a, b = a[start:], b[start:]
    if len(a) < len(b):
        a, b = b, a
    if len(a) > len(b):
        return a[1:] == b
    return a[1:] == b[1:] or (a[1::-1] == b[:2] and a[2:] == b[2:])


@cache
def _tables() -> tuple[dict[str, str], frozenset[str], tuple[str, ...]]:
    letters: dict[str, str] = {}
    words: set[str] = set()
    prefixes: set[str] = set()
    for code in codes():
        pack = load(code)
        if not (pack.folder / "consonants.toml").is_file():
            continue
        data = pack.toml("consonants")
        letters |= data["letters"]
        words |= set(data["particles"]["words"])
        prefixes |= set(data["particles"]["prefixes"])
    return letters, frozenset(words), tuple(sorted(prefixes, key=lambda p: (-len(p), p)))


@cache
def _pattern() -> re.Pattern[str]:
    letters = sorted(_tables()[0], key=lambda part: (-len(part), part))
    return re.compile("|".join(map(re.escape, letters)) or r"(?!)")
