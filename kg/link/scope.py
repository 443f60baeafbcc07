"""What the grammar of noun phrases works on, and the parts that it is built of."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from kg.gazetteer import Fact, Gazetteer, NameEntry
from kg.link.atoms import NOTHING, Name, Reading, Row
from kg.link.lexicon import Form, Lexicon
from kg.link.names import name_end
from kg.link.parts import BARE, Called
from kg.link.registry import clitic_length
from kg.link.support import Support
from kg.model import DateSpan, Sentence
from kg.text import enclitic_splits, with_proclitics

RECENT = 4
"""Years after an office in which news still calls its holder by a short name alone."""

_NONE: frozenset[str] = frozenset()


@dataclass
class Scope:
    """A document's tokens and what is known of names in it so far."""

    row: Row
    gazetteer: Gazetteer
    lexicon: Lexicon
    when: DateSpan | None = None
    """When the document was written, as far as it tells."""
    known: dict[str, str] = field(default_factory=dict)
    """Keys of facts that the document names in full → the name's sort."""
    states: Counter[str] = field(default_factory=Counter)
    """Keys of states → how much the document is about them, once it has been read."""
    shorts: dict[str, list[tuple[tuple[str, ...], str, tuple[str, ...]]]] = field(default_factory=dict)
    """First folded token → (tokens, key or '', full folded name) of short forms of names that the document has."""
    short_at: frozenset[int] = frozenset()
    """The tokens that one of these may begin at."""

    def text(self, i: int) -> str:
        """The surface of a token, or ''."""
        tokens = self.row.document.tokens
        return tokens[i].text if 0 <= i < len(tokens) else ""

    def fold(self, i: int) -> str:
        """The folded form of a token, or ''."""
        return self.row.folds[i] if 0 <= i < len(self.row.folds) else ""

    def surface(self, first: int, last: int, reading: Reading = BARE) -> str:
        """The text of tokens [first, last) without the clitics of the reading."""
        tokens = self.row.document.tokens
        start = tokens[first].start + (clitic_length(tokens[first], reading) if reading.proclitic else 0)
        text = self.row.document.article.text[start : tokens[last - 1].end]
        return text.removesuffix(reading.enclitic) if reading.enclitic and last == first + 1 else text

    def coordinated(self, first: int, reading: Reading) -> bool:
        """Whether a conjunction, as a word or a clitic, joins a name to what is before it."""
        return reading.proclitic[:1] in self.lexicon.conjunctions or self.is_any(first - 1, "conjunction_words")

    def is_people(self, first: int, last: int) -> bool:
        """Whether a demonym stands for a people or a language, and not beside a noun that it describes."""
        words, fold, before = self.lexicon.words, self.fold(first), self.fold(first - 1)
        if before in words.get("languages", frozenset()):
            return True
        if not any(fold.endswith(e) for e in words.get("people_endings", frozenset())):
            return False
        if before in words.get("official_plurals", frozenset()):
            return False
        return not any(before.endswith(e) and before.startswith(self.lexicon.article) for e in words["people_endings"])

    def is_any(self, i: int, words: str) -> bool:
        """Whether a token is in one of the lexicon's sets."""
        folds = self.row.folds
        return 0 <= i < len(folds) and folds[i] in self.lexicon.words.get(words, _NONE)

    def has_any(self, i: int, words: str, *, owned: bool = False) -> bool:
        """Whether a token, with its clitics or without (and `owned`, its pronoun), is in one of the lexicon's sets."""
        wanted, word = self.lexicon.words.get(words, frozenset()), self.fold(i)
        if owned and any(stem in wanted for stem, _ in enclitic_splits(word, self.lexicon.pack)):
            return True
        return word in wanted or bool(word and self.row.finder.splits(word, wanted))

    def is_link(self, i: int, words: str) -> bool:
        """Whether a token is a preposition of a set, and no given name that folds alike."""
        return self.is_any(i, words) and not self.lexicon.is_given(self.fold(i), self.text(i))

    def is_word(self, word: str, words: str) -> bool:
        """Whether a folded word or clitic is in one of the lexicon's sets."""
        return word in self.lexicon.words.get(words, frozenset())

    def form(self, i: int, end: int, *sorts: str, bare: bool = True) -> tuple[Reading, Form] | None:
        """The longest form of some sorts at a token; `bare` for no clitics."""
        if i >= end:
            return None
        for reading, form in self.row.at(i).forms:
            if form.sort in sorts and i + form.length <= end and not (bare and reading.proclitic):
                return reading, form
        return None

    def names(self, i: int, end: int, *, bare: bool = False, introduced: bool = False) -> list[Called]:
        """Names that may be meant at a token, longest first."""
        if i >= end:
            return []
        found: list[Called] = []
        atoms = self.row.at(i)
        if not atoms.names or any(form.sort == "ordinary" for _, form in atoms.forms):
            return found
        if self.lexicon.has_case and not (self.text(i)[:1].isupper() or self.text(i)[:1].isdigit()):
            return found
        for name in atoms.names:
            if not name.meant.facts or i + name.length > end or (bare and name.reading.proclitic):
                continue
            if self.lexicon.never and name.length == 1 and self.text(i).endswith(self.lexicon.never):
                continue
            if (
                self.lexicon.has_case
                and (name.meant.person or name.meant.weak)
                and self.text(i + name.length - 1).islower()
            ):
                continue
            entries = self._fitting(name, i, introduced)
            if entries:
                folds = (name.reading.stem, *self.row.folds[i + 1 : i + name.length])
                found.append(Called(i, i + name.length, entries, folds, name.reading))
        return found

    def meanings(self, folds: tuple[str, ...]) -> list[tuple[NameEntry, Fact]]:
        """What a folded name may mean, as far as the gazetteer knows."""
        joined = " ".join(folds) + " "
        found = (e for name, entries in self.gazetteer.matches(joined) if name == joined for e in entries)
        return [(e, f) for e in found if (f := self.row.finder.fact(e.key)) is not None]

    def _fitting(self, name: Name, i: int, introduced: bool) -> list[tuple[NameEntry, Fact]]:
        last = i + name.length
        lexicon = self.lexicon
        if name.reading.proclitic and name.length == 1 and len(name.reading.stem) < 3:
            return []
        if name.length == 1 and (lexicon.is_stop(self.row.folds[i]) or name.reading.stem in lexicon.stops):
            return []
        if name.reading.proclitic and not set(name.reading.proclitic) <= lexicon.words["name_clitics"]:
            return []
        folds = (name.reading.stem, *self.row.folds[i + 1 : last])
        single = self.weight(folds) == 1
        word = name.length == 1 and not introduced
        ordinary = word and name.reading.stem in lexicon.words["ordinary"]
        adjective = word and self._adjectival(i)
        support = Support(self, i, last, introduced=introduced)
        entries = []
        parted = not single and name.meant.person and self._lacks_family(folds, last)
        for entry, fact in name.meant.facts:
            if parted and fact.type == "person":
                continue
            if single and fact.type == "person" and not self._stands_alone(i, last, introduced, entry, folds[-1]):
                continue
            if fact.type == "place" and (ordinary or (adjective and not fact.capital_of)):
                continue
            if entry.weak and not support.favours(entry, fact):
                continue
            entries.append((entry, fact))
        return entries

    def weight(self, folds: tuple[str, ...]) -> int:
        """How many tokens a name has, a particle not counted with the name that it goes with."""
        return len(folds) - (1 if len(folds) > 1 and folds[0] in self.lexicon.particles else 0)

    def is_first_name(self, folds: tuple[str, ...]) -> bool:
        """Whether a name is a given name alone, simple or compound."""
        if self.weight(folds) != 1:
            return False
        return folds[-1] in self.lexicon.given or (len(folds) > 1 and folds[-1] in self.lexicon.words["compound_ends"])

    def _stands_alone(self, i: int, last: int, introduced: bool, entry: NameEntry, stem: str) -> bool:
        """Whether a short name is not a part of a longer name that is not known."""
        before, after = self.fold(i - 1), self.fold(last)
        lexicon = self.lexicon
        given = stem in lexicon.given and stem not in lexicon.doubtful
        if introduced and given and not lexicon.has_case and self._goes_on(i, last):
            return False
        if not lexicon.has_case and self.fold(i - 2) in lexicon.particles and before.startswith(lexicon.article):
            return introduced
        if not introduced and entry.key not in self.known and not self.in_news(entry.key, stem):
            return False
        if entry.key in self.known:
            return before not in lexicon.given or before in lexicon.doubtful or introduced
        if after in lexicon.particles and not lexicon.has_case:
            return False
        if lexicon.has_case:
            return introduced or not (self.text(i - 1)[:1].isupper() and before in lexicon.given)
        return introduced or before not in lexicon.given or before in lexicon.doubtful

    def _goes_on(self, i: int, last: int) -> bool:
        """Whether a given name after a title is the first of a longer name that is not known."""
        return name_end(self.row.document.tokens, i, self.row.ends[i], self.lexicon, introduced=True) > last

    def _lacks_family(self, folds: tuple[str, ...], last: int) -> bool:
        """Whether a name of given names alone is followed by a family name, so that it is somebody else's."""
        lexicon, after = self.lexicon, self.fold(last)
        if lexicon.has_case or not after.startswith(lexicon.article) or not all(map(lexicon.is_name_part, folds)):
            return False
        family = any(after.endswith(e) for e in lexicon.words["family_endings"]) and not lexicon.is_stop(after)
        return family and self.row.at(last) is NOTHING

    def _adjectival(self, i: int) -> bool:
        """Whether a place's name has the form of an adjective and follows a definite noun ('القوى الغربية')."""
        article, fold, before = self.lexicon.article, self.fold(i), self.fold(i - 1)
        if not article or not fold.startswith(article) or not before.startswith(article):
            return False
        return any(fold.endswith(e) for e in self.lexicon.words["adjective_endings"])

    def in_news(self, key: str, word: str) -> bool:
        """Whether news may call a person by a lone short name: about the time of an office, if any are known."""
        if word in self.lexicon.words.get("ordinary", frozenset()) or (
            word in self.lexicon.given and not self.lexicon.has_case
        ):
            return False
        tenures = self.row.finder.tenures(key)
        when = self.when
        if not tenures or when is None:
            return bool(tenures)
        year = int(when.start[:4])
        return any(int(t.start[:4] or 0) - 1 <= year <= int(t.end[:4] or 9999) + RECENT for t in tenures)

    def leads(self, key: str) -> bool:
        """Whether a person leads a state at the document's date."""
        kinds, when = self.lexicon.words.get("ruling_kinds", frozenset()), self.when
        held = (t for t in self.row.finder.tenures(key)
                if when and t.start <= when.latest and (not t.end or t.end >= when.earliest))  # fmt: skip
        return any((o := self.gazetteer.office(t.office)) is not None and o.kind in kinds for t in held)

    def short_names(self, i: int, end: int, *, bare: bool = False) -> list[Called]:
        """Short forms of names that the document gives in full elsewhere, at a token."""
        found: list[Called] = []
        word, written = self.row.folds[i] if i < end else "", self.text(i)
        if (
            not word
            or i not in self.short_at
            or (self.lexicon.is_stop(word) and not self.lexicon.is_given(word, written))
        ):
            return found
        for reading in self._stems(i, bare):
            for tokens, key, full in self.shorts.get(reading.stem, ()):
                last = i + len(tokens)
                if last > end or tuple(self.row.folds[i + 1 : last]) != tokens[1:]:
                    continue
                if self.fold(i - 1) in self.lexicon.given and self.fold(i - 1) not in self.lexicon.doubtful:
                    continue
                if self.lexicon.has_case and (self.text(i).islower() or self._is_of_another(i, last, full)):
                    continue
                fact = self.row.finder.fact(key) if key else None
                entries = [(NameEntry(key, "short"), fact)] if fact else []
                found.append(Called(i, last, entries, full, reading))
        return found

    def _is_of_another(self, i: int, last: int, full: tuple[str, ...]) -> bool:
        """Whether tokens [i, last) are somebody's first name and another name follows, or a title is before them."""
        first = last == i + 1 and self.fold(i) == full[0] != full[-1]
        return first and (self.text(last)[:1].isupper() or self.is_any(i - 1, "reigning"))

    def _stems(self, i: int, bare: bool) -> list[Reading]:
        word, clitics = self.row.folds[i], self.lexicon.words["name_clitics"]
        readings = [Reading("", word)] if word in self.shorts else []
        if not bare:
            readings += (r for r in self.row.finder.splits(word, self.shorts) if set(r.proclitic) <= clitics)
        return readings

    def find_shorts(self) -> None:
        """Find where the short forms that are known may begin."""
        pack, clitics = self.lexicon.pack, self.lexicon.words["name_clitics"]
        joined = {word for stem in self.shorts for word, p in with_proclitics(stem, pack) if set(p) <= clitics}
        begins = joined | self.shorts.keys()
        self.short_at = frozenset(i for i, fold in enumerate(self.row.folds) if fold in begins)

    def reads_otherwise(self, sentence: Sentence) -> bool:
        """Whether a sentence may be read otherwise, once it is known what the document names in full."""
        if not self.short_at.isdisjoint(range(*sentence)):
            return True
        found = [atoms for atoms in self.row.found[slice(*sentence)] if atoms is not None]
        return any(atoms.loose for atoms in found) and any(self._turns(n) for atoms in found for n in atoms.names)

    def _turns(self, name: Name) -> bool:
        """Whether the document names one of those that a name may mean, or is about the state of a place among them."""
        if any(fact.key in self.known for _, fact in name.meant.facts):
            return True
        return name.meant.weak and any(self.states.get(f.country) for _, f in name.meant.facts if f.type == "place")

    def maybe_given(self, i: int) -> bool:
        """Whether a token is a given name with a clitic before it."""
        return i < len(self.row.words) and self.row.words[i].gives

    def unknown(self, i: int, end: int, *, introduced: bool, bare: bool) -> Called | None:
        """An unknown name at a token."""
        tokens = self.row.document.tokens
        word = self.row.folds[i] if i < len(self.row.folds) else ""
        if not word or self.lexicon.is_function(self.text(i)):
            return None
        if not introduced and self.lexicon.is_stop(word) and not bare:
            return None
        if introduced and word not in self.lexicon.given and not self.lexicon.has_case:
            split = any(reading.proclitic for reading, *_ in self.row.words[i].readings)
            if split or self.row.finder.splits(word, self.lexicon.given):
                return None
        last = name_end(tokens, i, end, self.lexicon, introduced=introduced)
        reading = Reading("", self.row.folds[i])
        if last == i and not bare and not introduced:
            for reading in self.row.finder.splits(self.row.folds[i], self.lexicon.given):
                last = name_end(tokens, i, end, self.lexicon, introduced=False, stem=reading.stem)
                if last > i:
                    break
        if last > i + 2 and any(
            f.type in ("state", "place") and e.sort != "demonym"
            for c in self.names(last - 1, last, bare=True)
            for e, f in c.entries
        ):
            last -= 1
        if last == i:
            return None
        folds = (reading.stem, *(t.fold for t in tokens[i + 1 : last] if t.fold[:1].isalnum()))
        return Called(i, last, [], folds, reading)
