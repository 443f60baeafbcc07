"""How names sound, so that a name is found in a script in which nobody has written it down.

A pack's `sounds.toml` tells what letters sound like. A name's key keeps the classes of its consonants only: it finds
candidates. How near two names sound tells which of them is meant.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from kg.errors import DataError
from kg.gazetteer.folding import fold_name
from kg.lang import codes, load

_FILE = Path(__file__).with_name("sounds.toml")
MOST_KEYS = 8
"""Keys of one name."""
MOST_PARTIAL = 24
CACHED = 1 << 17
"""Words whose readings are remembered."""
SHORTEST_KEY = 2
"""Consonants that a key needs; a shorter one says nothing."""
PARTIAL = 0.04
"""What likeness loses where only the first and the last word of a name are compared."""

Unit = tuple[str, ...]
"""Sounds of which one is meant; '' among them where it may be silent."""


@dataclass(frozen=True)
class Sounds:
    """The sounds of all letters of all packs."""

    letters: dict[str, tuple[tuple[str, ...], ...]]
    """Letters, with '^' and '$' for the ends of a word → readings, each some sounds."""
    longest: int
    articles: frozenset[str]
    classes: dict[str, str]
    costs: dict[str, float]
    vowels: frozenset[str]
    light: frozenset[str]
    glides: frozenset[tuple[str, str]]
    _costs: dict[tuple[Unit, Unit], float] = field(default_factory=dict)
    _words: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def words(self, name: str) -> list[str]:
        """The folded words of a name, without articles and punctuation."""
        found = []
        for token in fold_name(name):
            for part in token.replace("'", "").split("-"):
                if part and part[0].isalpha() and part not in self.articles:
                    article = next((a for a in self.articles if part.startswith(a) and len(part) > len(a) + 2), "")
                    found.append(part[len(article) :] if article and not part.isascii() else part)
        return found

    def units(self, word: str) -> Iterator[tuple[tuple[str, ...], ...]]:
        """The letters of a word as their readings."""
        framed, at = f"^{word}$", 0
        while at < len(framed):
            for size in range(min(self.longest, len(framed) - at), 0, -1):
                readings = self.letters.get(framed[at : at + size])
                if readings is not None:
                    yield readings
                    break
            else:
                size = 1
            # The end of a word may be part of a rule and still has to be passed over.
            at += size

    def keys(self, name: str) -> tuple[str, ...]:
        """The keys of a name, likeliest first: of all of it, then of its first and last word."""
        words = self.words(name)
        found = dict.fromkeys(self._keys(words))
        if len(words) > 2:
            found.update(dict.fromkeys(self._keys([words[0], words[-1]])))
        return tuple(found)

    def _keys(self, words: Sequence[str]) -> list[str]:
        partial = [""]
        for word in words:
            partial = [p + heard for heard in self._classes_of(word) for p in partial][:MOST_PARTIAL]
        keys = dict.fromkeys(map(_single, partial))
        return [k for k in keys if len(k) >= SHORTEST_KEY][:MOST_KEYS]

    def _classes_of(self, word: str) -> tuple[str, ...]:
        """The consonants of a word as classes, in all readings, likeliest first."""
        known = self._words.get(word)
        if known is None:
            partial = [""]
            for readings in self.units(word):
                heard = dict.fromkeys("".join(self.classes.get(s, "") for s in reading) for reading in readings)
                partial = list(dict.fromkeys(p + h for h in heard for p in partial))[:MOST_PARTIAL]
            known = tuple(dict.fromkeys(map(_single, partial)))
            if len(self._words) < CACHED:
                self._words[word] = known
        return known

    def near(self, key: str) -> Iterator[str]:
        """Keys with one consonant more, less or another."""
        letters = sorted(set(self.classes.values()))
        for i in range(len(key) + 1):
            if i < len(key):
                yield key[:i] + key[i + 1 :]
                yield from (key[:i] + c + key[i + 1 :] for c in letters if c != key[i])
            yield from (key[:i] + c + key[i:] for c in letters)

    def heard(self, name: str) -> tuple[tuple[Unit, ...], tuple[Unit, ...]]:
        """A name as a row of sounds, and its first and last word only."""
        words = self.words(name)
        return self._heard(words), self._heard([words[0], words[-1]] if len(words) > 1 else words)

    def _heard(self, words: Sequence[str]) -> tuple[Unit, ...]:
        found: list[Unit] = []
        for word in words:
            for readings in self.units(word):
                if not readings[0] and len(readings) == 1:
                    continue
                first = readings[0]
                others = [r[0] if r else "" for r in readings[1:] if len(r) <= 1]
                if len(first) == 1:
                    found.append((first[0], *others))
                else:
                    found += [(s,) for s in first]
        return tuple(found)

    def alike(self, one: str, other: str) -> float:
        """How alike two names sound, 0..1; words in the middle may be left out of either."""
        (a, a_ends), (b, b_ends) = self.heard(one), self.heard(other)
        return max(self.likeness(a, b), self.likeness(a_ends, b_ends) - PARTIAL)

    def likeness(self, one: Sequence[Unit], other: Sequence[Unit]) -> float:
        """How near two names sound, 0..1."""
        row = [0.0]
        for unit in other:
            row.append(row[-1] + self._more(unit))
        for a in one:
            more, last = self._more(a), row
            row = [last[0] + more]
            for i, b in enumerate(other, 1):
                row.append(min(last[i - 1] + self._cost(a, b), last[i] + more, row[i - 1] + self._more(b)))
        whole = sum(map(self._weight, one)) + sum(map(self._weight, other))
        return max(0.0, 1.0 - 2 * row[-1] / whole) if whole else 0.0

    def _weight(self, unit: Unit) -> float:
        return 0.3 if unit[0] in self.vowels or unit[0] in self.light else 1.0

    def _more(self, unit: Unit) -> float:
        if "" in unit:
            return self.costs["glide"]
        if unit[0] in self.vowels:
            return self.costs["vowel_more"]
        return self.costs["h_more"] if unit[0] in self.light else self.costs["consonant_more"]

    def _cost(self, one: Unit, other: Unit) -> float:
        known = self._costs.get((one, other))
        if known is None:
            pairs = [(a, b, 0.06 * (i + j)) for i, a in enumerate(one) for j, b in enumerate(other) if a and b]
            known = min((self._pair(a, b) + later for a, b, later in pairs), default=self.costs["other"])
            self._costs[one, other] = known
        return known

    def _pair(self, a: str, b: str) -> float:
        if a == b:
            return 0.0
        if (a, b) in self.glides:
            return self.costs["glide"]
        if a in self.vowels and b in self.vowels:
            return self.costs["vowels"]
        if self.classes.get(a) and self.classes.get(a) == self.classes.get(b):
            return self.costs["same_class"]
        return self.costs["other"]


def _single(key: str) -> str:
    """A key with doubled consonants once: scripts differ in writing them."""
    return "".join(c for i, c in enumerate(key) if i == 0 or key[i - 1] != c)


@cache
def sounds() -> Sounds:
    """The sounds of all language packs.

    Raises:
        DataError: a pack names a sound that `sounds.toml` does not have.
    """
    data = tomllib.loads(_FILE.read_text("utf-8"))
    sets = data["sets"]
    known = {*data["class"], *sets["vowels"], *sets["light"], ""}
    letters: dict[str, tuple[tuple[str, ...], ...]] = {"^": ((),), "$": ((),)}
    articles: set[str] = set()
    for code in codes():
        pack = load(code)
        rules = pack.toml("sounds")
        articles.update(rules.get("articles", ()))
        for written, readings in rules["letters"].items():
            for sound in (s for reading in readings for s in reading.split()):
                if sound not in known:
                    raise DataError(f"{pack.folder / 'sounds.toml'}: '{written}': no such sound: {sound}")
            letters[written] = tuple(tuple(reading.split()) for reading in readings)
    glides = frozenset((a, b) for pair in sets["glides"] for a, b in (pair, reversed(pair)))
    return Sounds(
        letters, max(map(len, letters)), frozenset(articles), data["class"], data["cost"],
        frozenset(sets["vowels"]), frozenset(sets["light"]), glides,
    )  # fmt: skip
