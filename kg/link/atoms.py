"""What each token may begin: names of the gazetteer, office nouns and words of the lexicon, clitics taken off."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from kg.gazetteer import Fact, Gazetteer, NameEntry, Tenure
from kg.gazetteer.offices import OfficeMatch, OfficePhrases
from kg.link.lexicon import Form, Lexicon
from kg.model import Document
from kg.text import Remembered, proclitic_splits

MOST_TOKENS = 9
"""Tokens that a name may have."""

ROLES = frozenset({"role", "counterpart", "companion"})
"""Sorts of forms that are roles."""


class Reading(NamedTuple):
    """A token with its clitics taken off."""

    proclitic: str
    stem: str
    enclitic: str = ""


class Word(NamedTuple):
    """What a folded word may begin."""

    readings: tuple[tuple[Reading, bool, bool, bool], ...]
    """Those that begin something: a name, a form, an office noun."""
    gives: bool
    """It is a given name with a clitic before it, or an office's noun that may have an owner."""
    may_name: bool
    """The name of somebody unknown may begin here, with no title before it."""
    idle: bool
    """Nothing begins here, unless it is a short form of a name that the document has or is written as a name."""


IDLE = Word((), gives=False, may_name=False, idle=True)


class Meant(NamedTuple):
    """What a name may mean to the gazetteer."""

    facts: tuple[tuple[NameEntry, Fact], ...]
    """Persons, states, places, bodies and topics."""
    offices: tuple[str, ...]
    """Keys of offices."""
    person: bool
    """It may name a person."""
    weak: bool
    """Only the context may choose some of them."""


class Name(NamedTuple):
    """A name of the gazetteer over some tokens."""

    reading: Reading
    length: int
    meant: Meant


class Atoms(NamedTuple):
    """All that begins at one token, longest first, readings with fewer clitics first among equals."""

    names: tuple[Name, ...]
    offices: tuple[tuple[Reading, OfficeMatch], ...]
    forms: tuple[tuple[Reading, Form], ...]
    plain: bool = False
    """Only names of states, places and bodies begin here."""
    loose: bool = False
    """A name begins here that the rest of the document may give or take another meaning."""
    role: bool = False
    """An office or an occupation may begin here."""


NOTHING = Atoms((), (), ())


@dataclass
class Finder:
    """Finds atoms, remembering what each folded word may begin."""

    gazetteer: Gazetteer
    lexicon: Lexicon
    phrases: OfficePhrases
    facts: dict[str, Fact | None] = field(default_factory=dict)
    terms: dict[str, tuple[Tenure, ...]] = field(default_factory=dict)
    tied: dict[str, frozenset[str]] = field(default_factory=dict)
    meant: dict[str, Meant] = field(default_factory=dict)
    """Folded name → what it may mean."""
    curated: dict[str, bool] = field(default_factory=dict)
    words: Remembered[Word] = field(init=False)
    """Folded word → what it may begin."""

    def __post_init__(self) -> None:
        """Remember words."""
        self.words = Remembered(self._read)

    def _read(self, word: str) -> Word:
        lexicon = self.lexicon
        starts, offices = self.gazetteer.starts, self.phrases.starts
        split = self._split(word)
        options = (("", word), *split) if word else ()
        found = ((p, rest, starts(rest), rest in lexicon.forms, offices(rest)) for p, rest in options)
        readings = tuple((Reading(p, rest), n, f, o) for p, rest, n, f, o in found if n or f or o)
        owned = lexicon.words["possessed_first"]
        gives = word in owned or any(rest in lexicon.given or rest in owned for _, rest in split)
        may_name = gives or word in lexicon.given or word in lexicon.words["name_beginnings"]
        idle = not (may_name or readings)
        return IDLE if idle else Word(readings, gives, may_name, idle)

    def splits(self, word: str, wanted: Container[str]) -> list[Reading]:
        """The ways to take clitics off a folded word that leave a wanted one."""
        return [Reading(p, rest) for p, rest in self._split(word) if rest in wanted]

    def _split(self, word: str) -> Iterable[tuple[str, str]]:
        """The ways to take proclitics off a folded word that do not end in an article."""
        article, found = self.lexicon.article, proclitic_splits(word, self.lexicon.pack)
        return [(p, rest) for p, rest in found if not p.endswith(article)] if found and article else found

    def fact(self, key: str) -> Fact | None:
        """The fact with a key, remembered."""
        if key not in self.facts:
            self.facts[key] = self.gazetteer.fact(key)
        return self.facts[key]

    def meaning(self, name: str, entries: tuple[NameEntry, ...]) -> Meant:
        """What a folded name may mean, remembered: a name of millions is asked for in every other sentence."""
        known = self.meant.get(name)
        if known is None:
            facts = tuple((e, f) for e in entries if e.sort != "office" and (f := self.fact(e.key)) is not None)
            offices = tuple(e.key for e in entries if e.sort == "office")
            weak = any(e.weak for e in entries if e.sort != "office")
            person = any(f.type == "person" for _, f in facts)
            known = self.meant[name] = Meant(facts, offices, person, weak)
        return known

    def tenures(self, key: str) -> tuple[Tenure, ...]:
        """The tenures of a person or an office, remembered."""
        known = self.terms.get(key)
        if known is None:
            known = self.terms[key] = tuple(self.gazetteer.tenures(key))
        return known

    def ties(self, key: str) -> frozenset[str]:
        """The bodies, parties, conflicts and offices that a thing has to do with, and itself, remembered; no states."""
        known = self.tied.get(key)
        if known is None:
            found = ((k, self.fact(k)) for k in self.gazetteer.ties(key))
            known = self.tied[key] = frozenset(k for k, fact in found if fact is None or fact.type != "state")
        return known

    def is_curated(self, key: str) -> bool:
        """Whether a thing is one of the facts that were written by hand, remembered."""
        known = self.curated.get(key)
        if known is None:
            known = self.curated[key] = self.gazetteer.is_curated(key)
        return known

    def at(self, folds: list[str], i: int, end: int) -> Atoms:
        """The atoms that begin at token `i` and do not go beyond `end`."""
        names: list[Name] = []
        offices: list[tuple[Reading, OfficeMatch]] = []
        forms: list[tuple[Reading, Form]] = []
        following = folds[i + 1 : min(end, i + MOST_TOKENS)]
        for reading, named, formed, office in self.words[folds[i]].readings:
            if named:
                for text, entries in self.gazetteer.matches(" ".join([reading.stem, *following, ""])):
                    names.append(Name(reading, text.count(" ") or 1, self.meaning(text, entries)))
            if formed:
                forms += [(reading, f) for f in self.lexicon.at(folds, i, reading.stem) if i + f.length <= end]
            if office:
                matches = self.phrases.match([reading.stem, *following], 0)
                offices += [(reading, m) for m in matches if i + m.length <= end]
        if not (names or offices or forms):
            return NOTHING
        given = folds[i] in self.lexicon.given
        if any(n.reading.proclitic for n in names):
            whole = max((n.length for n in names if not n.reading.proclitic), default=int(given))
            names = [n for n in names if not n.reading.proclitic or n.length > whole]
        names.sort(key=lambda n: (-n.length, len(n.reading.proclitic)))
        offices.sort(key=lambda o: (-o[1].length, len(o[0].proclitic)))
        forms.sort(key=lambda f: (-f[1].length, len(f[0].proclitic)))
        role = bool(offices) or any(n.meant.offices for n in names) or any(f.sort in ROLES for _, f in forms)
        people = role or given or bool(forms) or any(n.meant.person for n in names)
        loose = any(n.meant.weak or (n.meant.person and n.length == 1) for n in names)
        return Atoms(tuple(names), tuple(offices), tuple(forms), not people, loose, role)


@dataclass
class Row:
    """The tokens of a document with their atoms, found when asked for."""

    finder: Finder
    document: Document
    folds: list[str]
    words: list[Word]
    ends: list[int]
    """For each token, the end of its sentence."""
    said: frozenset[int]
    """The tokens after a verb of saying."""
    led: frozenset[int]
    """The tokens after a word for who leads others."""
    open: list[bool]
    """For each token, whether something may begin there but a short form of a name that the document has."""
    found: list[Atoms | None]

    @classmethod
    def of(cls, document: Document, finder: Finder) -> Row:
        """The row of a document; nothing begins at a preposition."""
        lexicon, tokens = finder.lexicon, document.tokens
        is_function, has_case = lexicon.is_function, lexicon.has_case
        folds = [t.fold for t in tokens]
        known = map(finder.words.__getitem__, folds)
        words = [w if w.idle or not is_function(t.text) else IDLE for t, w in zip(tokens, known, strict=True)]
        ends = [len(folds)] * len(folds)
        for sentence in document.sentences:
            ends[sentence.first : sentence.last] = [sentence.last] * (sentence.last - sentence.first)
        said, led = (
            frozenset(i for i, fold in enumerate(folds, 1) if fold in before)
            for before in (lexicon.words.get(kind, frozenset()) for kind in ("saying", "leading"))
        )
        told = said | led
        open_ = [not w.idle or i in told or (has_case and tokens[i].text[:1].isupper()) for i, w in enumerate(words)]
        found = [None if word.readings else NOTHING for word in words]
        return cls(finder, document, folds, words, ends, said, led, open_, found)

    def at(self, i: int) -> Atoms:
        """The atoms that begin at token `i`; nothing beyond the last."""
        found = self.found[i] if i < len(self.found) else NOTHING
        if found is None:
            found = self.found[i] = self.finder.at(self.folds, i, self.ends[i])
        return found
