"""Office nouns of a language, told apart by kind: 'وزير الخارجية', 'foreign minister'.

They are one half of a role phrase; the linker joins the other, the state or body ('المصري', 'of Egypt').
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from kg.errors import DataError
from kg.gazetteer.folding import fold_name
from kg.lang import Pack

_NUMBERS = {"male": 1, "female": 1, "any": 1, "dual": 2, "plural": 3}
_GENDERS = {"male": "male", "female": "female"}


class OfficeMatch(NamedTuple):
    """A bare office noun, or the noun of a body, found in a row of tokens."""

    length: int
    """How many tokens it covers, with 'deputy' or 'acting' before it."""
    kind: str
    """'foreign_minister', …; 'deputy_' before it for deputies."""
    definite: bool
    """It is complete in itself ('وزير الخارجية'), so that a demonym or nothing may follow; if not, a state or body
    must ('وزير خارجية' + state)."""
    gender: str = ""
    """'male', 'female' or ''."""
    number: int = 1
    """1, 2 (dual) or 3 (plural)."""
    only: tuple[str, ...] = ()
    """Keys of the states or bodies in which the reading holds; () for any."""
    jurisdiction: str = ""
    """Key of the state or body that the phrase names by itself, or ''."""
    role: str = ""
    """Finer than the kind, where one state has several: 'supreme_leader'."""


class OfficePhrases:
    """The office nouns of one language pack, with the words that may stand around them (folded).

    Attributes:
        former: words after an office that say that the person holds it no more.
        former_before: the same, before it.
        plain: adjectives around an office that do not change who is meant.
        attach: how a state or body joins, as lists of patterns: 'before', 'after_complete', 'after_open'.
    """

    def __init__(self, pack: Pack) -> None:
        """Compile `offices.toml` of the pack.

        Raises:
            DataError: the file is missing, or an office has a head that is not defined.
        """
        data = pack.toml("offices")
        where = str(pack.folder / "offices.toml")
        words: dict[str, list[str]] = data["modifiers"]
        self.former, self.former_before, self.plain = (
            frozenset(fold_name(w) for w in words[name]) for name in ("former", "former_before", "plain")
        )
        self.attach: dict[str, tuple[str, ...]] = {k: tuple(v) for k, v in sorted(data["attach"].items())}
        self._prefixes: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        for name, effect in (("deputy", "deputy_"), ("acting", "")):
            for word in words[name]:
                tokens = fold_name(word)
                self._prefixes[tokens[0]].append((tokens, effect))
        heads = {h["name"]: h for h in data["head"]}
        self._nouns = _Table(
            m for office in data["office"] for m in _office(office, heads, data.get("article", ""), where)
        )
        self._bodies = _Table(m for body in data["body"] for m in _body(body))

    def match(self, tokens: Sequence[str], i: int) -> list[OfficeMatch]:
        """Every office noun that begins at token `i` of folded tokens, longest first."""
        found = self._nouns.match(tokens, i)
        for prefix, effect in self._prefixes.get(tokens[i], ()):
            size = len(prefix)
            if tuple(tokens[i : i + size]) == prefix and i + size < len(tokens):
                found += [
                    m._replace(length=m.length + size, kind=effect + m.kind)
                    for m in self._nouns.match(tokens, i + size)
                ]
        return sorted(found, key=lambda m: -m.length)

    def starts(self, token: str) -> bool:
        """Whether some office noun begins with this folded token."""
        return token in self._prefixes or self._nouns.starts(token)

    def bodies(self, tokens: Sequence[str], i: int) -> list[OfficeMatch]:
        """Every noun of a state's body ('وزارة الخارجية') that begins at token `i` of folded tokens, longest first."""
        return self._bodies.match(tokens, i)


_Phrases = dict[tuple[str, ...], list[OfficeMatch]]


class _Table:
    def __init__(self, phrases: Iterator[tuple[tuple[str, ...], OfficeMatch]]) -> None:
        by_first: dict[str, dict[int, _Phrases]] = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
        for tokens, match in dict.fromkeys(phrases):
            by_first[tokens[0]][match.length][tokens].append(match)
        self._by_first = {first: sorted(sizes.items(), reverse=True) for first, sizes in by_first.items()}

    def starts(self, token: str) -> bool:
        return token in self._by_first

    def match(self, tokens: Sequence[str], i: int) -> list[OfficeMatch]:
        return [
            match
            for size, phrases in self._by_first.get(tokens[i], ())
            for match in phrases.get(tuple(tokens[i : i + size]), ())
        ]


def _office(
    data: dict[str, Any], heads: dict[str, dict[str, Any]], article: str, where: str
) -> Iterator[tuple[tuple[str, ...], OfficeMatch]]:
    base = OfficeMatch(
        0,
        data["kind"],
        definite=True,
        only=tuple(data.get("only", ())),
        jurisdiction=data.get("jurisdiction", ""),
        role=data.get("role", ""),
    )
    for field, definite in (("complete", True), ("open", False)):
        for form, phrases in data.get(field, {}).items():
            yield from _entries(base._replace(definite=definite), form, phrases)
    if "head" not in data:
        return
    if data["head"] not in heads:
        raise DataError(f"{where}: office '{data['kind']}' has a head that is not defined: '{data['head']}'")
    head = heads[data["head"]]
    for field, definite in (("complete_of", True), ("open_of", False)):
        for form in ("male", "female", "dual", "plural"):
            phrases = [
                f"{noun} {complement}" if complement else f"{article if definite else ''}{noun}"
                for complement in data.get(field, ())
                if complement or form != "dual" or not definite
                for noun in head[form]
            ]
            yield from _entries(base._replace(definite=definite), form, phrases)


def _body(data: dict[str, Any]) -> Iterator[tuple[tuple[str, ...], OfficeMatch]]:
    for field, definite in (("complete", True), ("open", False)):
        yield from _entries(OfficeMatch(0, data["kind"], definite), "any", data.get(field, []))


def _entries(base: OfficeMatch, form: str, phrases: list[str]) -> Iterator[tuple[tuple[str, ...], OfficeMatch]]:
    for phrase in phrases:
        tokens = fold_name(phrase)
        yield tokens, base._replace(length=len(tokens), gender=_GENDERS.get(form, ""), number=_NUMBERS[form])
