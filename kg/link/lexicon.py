"""The words that linking knows of a language: `titles.toml`, `roles.toml`, `names.toml`, `context.toml` of its pack."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

from kg.lang import Pack
from kg.text import enclitic_splits, fold, proclitic_splits, tokenize

Sort = str
"""'honorific', 'title', 'formula', 'former', 'designate', 'plain', 'role', 'body', 'counterpart', 'anaphor', …"""
OPTIONAL = "("


class Form(NamedTuple):
    """One reading of a word or a few: its sort, the name of its row in the data, and how it behaves."""

    sort: Sort
    name: str
    length: int
    """In tokens."""
    text: str
    """Folded tokens, joined by spaces."""
    bound: bool = False
    """It wants a complement."""
    number: int = 1
    row: Row | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A table of the data, for what all its forms share."""

    name: str
    stands: str = ""
    """What a phrase with no name stands for: 'state', 'organization', 'name', 'place', or '' for nothing."""
    flags: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    """Folded titles of those whom an anaphor stands for; for bodies, the forms that may stand alone."""
    kinds: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()
    """Folded nouns of the offices that an anaphor goes with, if only some of their kind."""


@dataclass(frozen=True)
class Lexicon:
    """The compiled words of one language."""

    pack: Pack
    forms: Mapping[str, tuple[tuple[tuple[str, ...], Form], ...]]
    """First folded token → (further tokens, form), longest first."""
    given: frozenset[str]
    doubtful: frozenset[str]
    particles: frozenset[str]
    stops: frozenset[str]
    portfolios: frozenset[str]
    words: Mapping[str, frozenset[str]]
    """Sets of single words by the name of their list in `context.toml`."""
    article: str
    has_case: bool
    head_last: bool
    """Adjectives and jurisdictions come before the noun, as in English."""
    conjunctions: frozenset[str]
    title_classes: tuple[frozenset[str], ...]
    """Titles that go together, such as those of princes."""
    title_kinds: Mapping[str, frozenset[str]]
    """Title → kinds of the offices that it goes with."""
    never: tuple[str, ...]
    """Endings of words, as they are written, that no name has."""
    then: frozenset[str]
    """Folded words after a role that say that it was held at the time told of."""
    written: frozenset[str]
    """The stop words as they are written."""
    functions: frozenset[str]
    """Prepositions as they are written, that fold to the form of other words."""
    spelled: Mapping[str, str]
    """A name as written with its vowel marks → key of what it is ('عمّان')."""
    instead: Mapping[str, str]
    """Folded bare name → folded name of what news means by it."""
    defaults: Mapping[str, tuple[str, ...]]
    """Folded office phrase without a body ('الأمين العام') → key of the office that it means where its body is named,
    and the keys that show that it is."""
    acts_for: Mapping[str, str]
    """Key of a capital → key of the body that it stands for and is no state, or '' for none."""
    realms: Mapping[str, str]
    """Folded noun ('المملكة') → key of the state that it means where the text names none that fits."""
    sounds: Mapping[int, str]
    """Letter → the letter that stands for all sounds that are often mixed with it."""
    vowels: frozenset[str]
    """Letters that spellings of foreign names differ by."""
    skeletons: dict[str, str] = field(default_factory=dict, compare=False, repr=False)
    stopped: dict[str, bool] = field(default_factory=dict, compare=False, repr=False)
    cache: dict[str, tuple[str, ...]] = field(default_factory=dict, compare=False, repr=False)

    def at(self, folds: list[str], i: int, first: str) -> Iterator[Form]:
        """The forms that begin at token `i`, read as `first`, longest first."""
        for rest, form in self.forms.get(first, ()):
            if not rest or tuple(folds[i + 1 : i + 1 + len(rest)]) == rest:
                yield form

    def fold_all(self, text: str) -> tuple[str, ...]:
        """The folded tokens of a phrase, remembered."""
        known = self.cache.get(text)
        if known is None:
            known = self.cache[text] = folded(text, self.pack)
        return known

    def is_stop(self, word: str) -> bool:
        """Whether no name has this folded word, with its clitics and endings off, in it."""
        known = self.stopped.get(word)
        if known is None:
            bare = [rest for p, rest in proclitic_splits(word, self.pack) if p != self.article]
            if not self.has_case:
                bare += [rest for rest, enclitic in enclitic_splits(word, self.pack) if len(enclitic) > 1]
            bare += [word.removesuffix(e) for e in sorted(self.words["verb_endings"]) if word.endswith(e)]
            known = word in self.stops or (word not in self.given and any(b in self.stops for b in bare))
            self.stopped[word] = known
        return known

    def is_function(self, text: str) -> bool:
        """Whether a word, as written, is a preposition or the like that folds to a noun ('وإلى', 'والي')."""
        return text in self.functions or (text[:1] in self.conjunctions and text[1:] in self.functions)

    def is_given(self, word: str, text: str) -> bool:
        """Whether a word, as written, is a given name; 'علي' is one, 'على' a preposition, though both fold alike."""
        return word in self.given and (word not in self.stops or text not in self.written)

    def is_name_part(self, word: str) -> bool:
        """Whether a folded word is a given name or a particle of names."""
        return word in self.given or word in self.particles


def folded(text: str, pack: Pack) -> tuple[str, ...]:
    """The folded tokens of a phrase."""
    return tuple(t.fold for t in tokenize(text, pack))


def variants(text: str) -> Iterator[str]:
    """The phrases that one entry of the data stands for: '(ال)وزارة' is with and without its beginning."""
    if text.startswith(OPTIONAL):
        optional, rest = text[1:].split(")", 1)
        yield optional + rest
        yield rest
    else:
        yield text


def _row(sort: str, data: Mapping[str, Any], pack: Pack) -> Row:
    flags = {k for k, v in data.items() if v is True}
    flags |= {str(data["sort"])} if "sort" in data else set()
    stands = data.get("stands", "")
    return Row(
        data.get("name", sort),
        stands if isinstance(stands, str) else "body",
        frozenset(flags),
        frozenset(" ".join(folded(t, pack)) for t in (*data.get("titles", ()), *data.get("alone", ()))),
        frozenset(data.get("kinds", ())) | frozenset(data.get("of", ())),
        frozenset(fold(n) for n in data.get("nouns", ())),
    )


def _forms(pack: Pack) -> Iterator[tuple[tuple[str, ...], Form]]:
    titles, roles = pack.toml("titles"), pack.toml("roles")

    def make(sort: Sort, texts: Iterable[str], row: Row | None = None, *, bound: bool = False, number: int = 1) -> Any:
        for text in texts:
            for variant in variants(text):
                tokens = folded(variant, pack)
                name = row.name if row else sort
                yield tokens, Form(sort, name, len(tokens), " ".join(tokens), bound, number, row)

    for sort, key in (("honorific", "honorifics"), ("title", "titles"), ("style", "styles"),
                      ("formula", "formulas"), ("plain", "plain"), ("former", "former"),
                      ("designate", "designate")):  # fmt: skip
        yield from make(sort, titles.get(key, ()))
    for data in titles.get("anaphor", ()):
        yield from make("anaphor", data["forms"], _row("anaphor", data, pack))
    for data in roles.get("role", ()):
        row = _row("role", data, pack)
        yield from make("role", data.get("bound", ()), row, bound=True)
        yield from make("role", data.get("definite", ()), row)
        yield from make("role", data.get("dual", ()), row, bound=True, number=2)
    yield from make("ordinary", pack.toml("context").get("ordinary_phrases", ()))
    counterpart = roles.get("counterpart", {})
    yield from make("counterpart", counterpart.get("one", ()), Row("counterpart"))
    yield from make("counterpart", counterpart.get("many", ()), Row("counterpart"), number=2)
    yield from make("companion", roles.get("companion", {}).get("one", ()), Row("companion"))
    for data in roles.get("body", ()):
        yield from make("body", data["forms"], _row("body", data, pack), bound=True)
    for data in roles.get("short", ()):
        yield from make(
            "short", data["forms"], _row("short", {**data, "name": " ".join(folded(data.get("means", ""), pack))}, pack)
        )


@cache
def lexicon(pack: Pack) -> Lexicon:
    """The words of a pack, compiled once.

    Raises:
        DataError: a data file is missing or broken.
    """
    forms: dict[str, list[tuple[tuple[str, ...], Form]]] = {}
    for tokens, form in _forms(pack):
        if tokens:
            forms.setdefault(tokens[0], []).append((tokens[1:], form))
    names, context, roles = pack.toml("names"), pack.toml("context"), pack.toml("roles")

    def single(words: str | Iterable[str]) -> frozenset[str]:
        listed = words.split() if isinstance(words, str) else words
        return frozenset(fold(w) for w in listed)

    return Lexicon(
        pack=pack,
        forms={k: tuple(sorted(v, key=lambda f: -len(f[0]))) for k, v in forms.items()},
        given=single(names["given"]),
        doubtful=single(names.get("doubtful", "")),
        particles=single(names["particles"]),
        stops=single(names["stops"]),
        portfolios=frozenset(" ".join(folded(p, pack)) for p in roles.get("portfolios", ())),
        words={k: single(v) for k, v in context["words"].items()},
        article=fold(context.get("article", "")),
        has_case=bool(pack.facts.get("has_case")),
        head_last=bool(context.get("head_last", False)),
        conjunctions=single(context.get("conjunctions", ())),
        sounds=str.maketrans(dict(names.get("sounds", {}))),
        vowels=frozenset(names.get("vowels", "")),
        title_classes=tuple(
            frozenset(" ".join(folded(t, pack)) for t in row.get("titles", ()))
            for row in pack.toml("titles").get("anaphor", ())
        ),
        title_kinds={
            " ".join(folded(t, pack)): frozenset(row.get("kinds", ()))
            for row in pack.toml("titles").get("anaphor", ())
            for t in row.get("titles", ())
        },
        never=tuple(names.get("never_endings", ())),
        then=frozenset(" ".join(folded(t, pack)) for t in pack.toml("titles").get("then", ())),
        written=frozenset(names["stops"].split()),
        functions=frozenset(context.get("functions", ())),
        spelled=context.get("spelled", {}),
        instead={" ".join(folded(k, pack)): " ".join(folded(v, pack)) for k, v in context.get("instead", {}).items()},
        acts_for=context.get("acts_for", {}),
        defaults={" ".join(folded(k, pack)): tuple(v) for k, v in context.get("defaults", {}).items()},
        realms={" ".join(folded(k, pack)): v for k, v in context.get("realms", {}).items()},
    )
