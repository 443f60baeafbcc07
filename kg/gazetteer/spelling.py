"""Other spellings of a name, made by the rules of a language pack's `spellings.toml`.

All rules work on folded tokens. A rule file has these tables, each with examples that the tests run:

- `group`: tokens (or token sequences) that stand for each other, in names of persons: 'mohammed', 'muhammad'.
- `letters`: [from, to] inside a token, '^' and '$' for its ends; one such change a spelling.
- `drop_from`: tokens from which on a person's name may be left out ('آل ثاني'), or that may follow the first
  ('تميم آل ثاني'); where `after` is given, only in a name that has one of these tokens before.
- `article`: a `prefix` that tokens after the first may have or lack; tokens (`short_prefixes`) that a surname may lack.
- `inflection`: the endings of demonyms; `yielding` ones give way to a name that is spelt the same ('ليبيا').
- `ordinary`: names that are ordinary words too, which only the context tells apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kg.gazetteer.folding import fold_name
from kg.gazetteer.records import FactType, NameSort
from kg.lang import Pack

Tokens = tuple[str, ...]
_HYPHEN = re.compile("(-)")
MOST_GROUPED = 16
MOST_SPELLINGS = 48
"""How many spellings one name may have; the rules' order decides which stay."""


@dataclass(frozen=True, slots=True)
class Spellings:
    """The spelling rules of one language."""

    groups: tuple[tuple[str, ...], ...] = ()
    letters: tuple[tuple[str, str], ...] = ()
    short_letters: tuple[tuple[str, str], ...] = ()
    drop_from: frozenset[str] = frozenset()
    drop_after: frozenset[str] = frozenset()
    joined_first: frozenset[str] = frozenset()
    joined_second: frozenset[str] = frozenset()
    article: str = ""
    short_prefixes: frozenset[str] = frozenset()
    endings: tuple[tuple[str, tuple[str, ...]], ...] = ()
    yielding: frozenset[str] = frozenset()
    ordinary: frozenset[str] = frozenset()

    @classmethod
    def of(cls, pack: Pack) -> Spellings:
        """The rules of a pack."""
        data = pack.toml("spellings")
        inflection: dict[str, Any] = dict(data.get("inflection", {}))
        yielding = frozenset(inflection.pop("yielding", ()))
        drop: dict[str, list[str]] = data.get("drop_from", {})
        join: dict[str, list[str]] = data.get("join", {})
        return cls(
            groups=tuple(tuple(" ".join(fold_name(m)) for m in g) for g in data.get("group", {}).get("sets", [])),
            letters=_pairs(data.get("letters", {}).get("pairs", [])),
            short_letters=_pairs(data.get("letters", {}).get("short_pairs", [])),
            drop_from=_tokens(drop.get("tokens", [])),
            drop_after=_tokens(drop.get("after", [])),
            yielding=yielding,
            joined_first=_tokens(join.get("first", [])),
            joined_second=_tokens(join.get("second", [])),
            short_prefixes=_tokens(data.get("article", {}).get("short_prefixes", [])),
            article=data.get("article", {}).get("prefix", ""),
            endings=tuple((k, tuple(v)) for k, v in sorted(inflection.items(), key=lambda kv: -len(kv[0]))),
            ordinary=frozenset(" ".join(fold_name(w)) for w in data.get("ordinary", {}).get("words", [])),
        )

    def is_ordinary(self, tokens: Tokens) -> bool:
        """Whether a name is an ordinary word of the language, too."""
        return " ".join(tokens) in self.ordinary

    def yields(self, tokens: Tokens) -> bool:
        """Whether an inflected form gives way to a name that is spelt the same."""
        return any(tokens[-1].endswith(ending) for ending in self.yielding)

    def of_name(self, tokens: Tokens, sort: NameSort, type_: FactType) -> tuple[Tokens, ...]:
        """All spellings of a name, itself first, without repetition."""
        # Hyphens are tokens of their own for the rules, and whatever the text stage makes of them in the end.
        apart = tuple(part for t in tokens for part in _HYPHEN.split(t) if part)
        found = dict.fromkeys((tokens, *map(_retokenized, self._spell(apart, sort, type_))))
        return tuple(found)[:MOST_SPELLINGS]

    def _spell(self, tokens: Tokens, sort: NameSort, type_: FactType) -> Iterator[Tokens]:
        yield tokens
        if sort == "demonym":
            yield from self._inflect(tokens)
            return
        if type_ == "person" and sort in ("full", "alias") and len(tokens) > 1:
            for base in (tokens, *self._without_family(tokens)):
                yield base
                grouped = self._grouped(base)
                yield from grouped
                for name in (base, *grouped[:4]):
                    yield from self._joined(name)
                    yield from self._with_article(name)
                yield from self._respelled(base, self.letters)
        elif sort == "short":
            yield from self._joined(tokens)
            if tokens[0] in self.short_prefixes and len(tokens) > 1:
                yield tokens[2:] if tokens[1] == "-" else tokens[1:]
            if len(tokens) == 1 and len(tokens[0]) > 4:
                yield from self._respelled(tokens, self.short_letters)
        elif type_ != "person" and len(" ".join(tokens)) > 5:
            yield from self._respelled(tokens, self.short_letters)

    def _without_family(self, tokens: Tokens) -> Iterator[Tokens]:
        for i in range(2, len(tokens)):
            if tokens[i] in self.drop_from and tokens[i + 1 : i + 2] != ("-",):
                if not self.drop_after or self.drop_after.intersection(tokens[:i]):
                    yield tokens[:i]
                    yield (tokens[0], *tokens[i:])

    def _grouped(self, tokens: Tokens) -> list[Tokens]:
        names = {" " + " ".join(tokens) + " ": None}
        for group in self.groups:
            for name in list(names):
                member = next((m for m in group if f" {m} " in name), None)
                if member is not None and len(names) < MOST_GROUPED:
                    names.update((name.replace(f" {member} ", f" {other} "), None) for other in group)
        return [tuple(name.split()) for name in list(names)[1:]]

    def _joined(self, tokens: Tokens) -> Iterator[Tokens]:
        for i in range(len(tokens) - 1):
            a, b = tokens[i : i + 2]
            if a in self.joined_first or b in self.joined_second or b == "-":
                yield (*tokens[:i], a + (b if b != "-" else ""), *tokens[i + 2 :])
        if "-" in tokens:
            yield tuple(t for t in tokens if t != "-")
        for i, token in enumerate(tokens):
            for first in self.joined_first:
                rest = token[len(first) :]
                if token.startswith(first) and self.article and rest.startswith(self.article):
                    yield (*tokens[:i], first, rest, *tokens[i + 1 :])

    def _with_article(self, tokens: Tokens) -> Iterator[Tokens]:
        if not self.article:
            return
        for i in range(1, len(tokens)):
            token = tokens[i]
            if token.startswith(self.article) and len(token) > len(self.article) + 2:
                if tokens[i - 1] not in self.joined_first:
                    yield (*tokens[:i], token[len(self.article) :], *tokens[i + 1 :])
            elif i == len(tokens) - 1 and len(token) > 2 and token not in self.drop_from:
                yield (*tokens[:i], self.article + token)

    def _respelled(self, tokens: Tokens, pairs: tuple[tuple[str, str], ...]) -> Iterator[Tokens]:
        for old, new in pairs:
            for i, token in enumerate(tokens):
                framed = f"^{token}$"
                changed = framed.replace(old, new).strip("^$") if old in framed else token
                if changed != token and len(changed) > 1:
                    yield (*tokens[:i], changed, *tokens[i + 1 :])

    def _inflect(self, tokens: Tokens) -> Iterator[Tokens]:
        forms = [tokens]
        for base, endings in self.endings:
            if tokens[-1].endswith(base):
                for ending in endings:
                    forms.append(tuple(t[: -len(base)] + ending if t.endswith(base) else t for t in tokens))
                break
        for form in forms:
            yield form
            if self.article:
                yield (self.article + form[0], *form[1:])
                yield tuple(self.article + t for t in form)


def _retokenized(tokens: Tokens) -> Tokens:
    return fold_name(" ".join(tokens).replace(" - ", "-")) if "-" in tokens else tokens


def _tokens(words: list[str]) -> frozenset[str]:
    return frozenset(t for word in words for t in fold_name(word))


def _pairs(pairs: list[list[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((old, new) for old, new in pairs)
