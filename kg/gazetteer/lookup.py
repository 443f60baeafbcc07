"""Look-up keys: what is the same for all spellings of a name that a language pack's rules let stand for each other.

An index of millions of names cannot hold every spelling of every one; it holds each name once, under a key, and a text
is looked up by the keys of its tokens. Keys are coarser than the rules, so what is found is then held against them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from string import ascii_letters

from kg.gazetteer.spelling import Spellings
from kg.lang import codes, load

SHORTEST = 2
"""Tokens that a name needs to be found by its key."""
LONGEST_CHANGE = 2
"""Letters of one place in which two spellings may differ."""
CACHED = 1 << 17
"""Tokens whose keys are remembered."""
_DASH = "-"
_LATIN = frozenset(ascii_letters)


@dataclass(frozen=True)
class Lookup:
    """The rules of all languages in one: letters of different scripts do not meet."""

    groups: dict[str, str]
    """Token → the first of its group."""
    letters: tuple[tuple[str, str], ...]
    """What is written otherwise within a token, longest first, '^' and '$' for its ends."""
    articles: tuple[str, ...]
    particles: frozenset[str]
    """Tokens that may be left out: 'al'."""
    joined: tuple[str, ...]
    """Tokens that may be written together with the next: 'عبد'."""
    _known: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def _by_script(self) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
        """The letters of a token that is all Latin, and of one that has nothing Latin."""
        latin = (pair for pair in self.letters if pair[0].isascii())
        return tuple(latin), tuple(pair for pair in self.letters if _LATIN.isdisjoint(pair[0]))

    def parts(self, token: str) -> tuple[str, ...]:
        """The keys of a folded token: one for each of its parts that may stand alone."""
        known = self._known.get(token)
        if known is None:
            known = tuple(self._key(part) for part in self._split(token))
            if len(self._known) < CACHED:
                self._known[token] = known
        return known

    def key(self, tokens: Iterable[str]) -> str:
        """The key of a name: its first part, a space, and the others without spaces; '' where it has none."""
        parts = [part for token in tokens for part in self.parts(token)]
        return f"{parts[0]} {''.join(parts[1:])}" if parts else ""

    def ends(self, tokens: Sequence[str]) -> tuple[str, dict[int, int]]:
        """The key of some text, and for each length of it at which a name may end, how many tokens that is."""
        key = ""
        ends: dict[int, int] = {}
        for i, token in enumerate(tokens, 1):
            for part in self.parts(token):
                key += part if key else f"{part} "
            if i >= SHORTEST:
                ends.setdefault(len(key), i)
        return key, ends

    def agrees(self, written: Sequence[str], name: Sequence[str]) -> bool:
        """Whether one is a spelling of the other, if both have one key: at most one of their parts is respelt."""
        one, other = ([p for token in tokens for p in self._split(token)] for tokens in (written, name))
        if len(one) != len(other):
            return "".join(one) == "".join(other)
        respelt = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
        return not respelt or (len(respelt) == 1 and self._is_near(*respelt[0]))

    def _is_near(self, one: str, other: str) -> bool:
        """Whether one rule, an article or a group tells two parts of one key apart."""
        if self._bare(one) == other or one == self._bare(other):
            return True
        start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
        one, other = one[start:], other[start:]
        end = next((i for i, (a, b) in enumerate(zip(one[::-1], other[::-1], strict=False)) if a != b), None)
        end = min(len(one), len(other)) if end is None else end
        return len(one) - end <= LONGEST_CHANGE and len(other) - end <= LONGEST_CHANGE

    def _split(self, token: str) -> list[str]:
        """The parts of a token between hyphens, each as the first of its group."""
        found: list[str] = []
        for part in token.replace("'", "").split(_DASH):
            for first in self.joined:
                rest = part[len(first) :]
                if part.startswith(first) and any(rest.startswith(a) and len(rest) > len(a) + 1 for a in self.articles):
                    found.append(first)
                    part = rest
                    break
            if part and part not in self.particles:
                found.append(self.groups.get(part, part))
        return found

    def _bare(self, part: str) -> str:
        for article in self.articles:
            if part.startswith(article) and len(part) > len(article) + 2:
                return part[len(article) :]
        return part

    def _key(self, part: str) -> str:
        framed = f"^{self._bare(part)}$"
        latin, others = self._by_script
        for old, new in latin if part.isascii() else others if _LATIN.isdisjoint(part) else self.letters:
            if old in framed:
                framed = framed.replace(old, new)
        return framed.strip("^$") or part


@cache
def lookup() -> Lookup:
    """The look-up keys of all language packs."""
    groups: dict[str, str] = {}
    pairs: dict[str, str] = {}
    articles: dict[str, None] = {}
    particles: set[str] = set()
    joined: dict[str, None] = {}
    for code in codes():
        rules = Spellings.of(load(code))
        for group in rules.groups:
            first = next((groups[m] for m in group if m in groups), group[0])
            groups.update((member, first) for member in group if " " not in member)
        for old, new in (*rules.letters, *rules.short_letters):
            _join(pairs, old, new)
        if rules.article:
            articles[rules.article] = None
        particles |= rules.short_prefixes
        joined.update(dict.fromkeys(sorted(rules.joined_first)))
    letters = tuple(sorted(((o, n) for o, n in pairs.items() if o != n), key=lambda p: (-len(p[0]), p[0])))
    return Lookup(groups, letters, tuple(articles), frozenset(particles), tuple(joined))


def _join(pairs: dict[str, str], old: str, new: str) -> None:
    """Let two strings have one representative: the shorter, then the first."""
    a, b = pairs.get(old, old), pairs.get(new, new)
    if a == b:
        return
    keep, drop = sorted((a, b), key=lambda s: (len(s.strip("^$")), len(s), s))
    for text in (old, new, a, b, *(k for k, v in pairs.items() if v == drop)):
        pairs[text] = keep
