"""What a document as a whole tells: which states it is about, whom it names, which clues stand around a name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.gazetteer import Fact, Gazetteer
from kg.link.atoms import Reading
from kg.link.datelines import dateline, reports_from
from kg.link.names import short_forms
from kg.link.parts import Called, Phrase
from kg.link.scope import Scope
from kg.link.titled import same_leader

COMMAS = frozenset("،,")
TRAVELLER = 7
"""Tokens between a verb of travelling and a destination, at most."""
LEAD = 60
"""Tokens from the beginning that count double."""


@dataclass
class Context:
    """States by how much the document is about them, and the keys of all that it names without doubt."""

    states: Counter[str] = field(default_factory=Counter)
    keys: Counter[str] = field(default_factory=Counter)
    home: str = ""
    """The state that the report is from, by its dateline."""
    company: dict[str, set[str]] = field(default_factory=dict)
    """Body, party, conflict or office → keys of the things named without doubt that have to do with it."""
    called: dict[str, set[str]] = field(default_factory=dict)
    """Title, or kind of an office told without its state → keys of the named persons who have it in the document."""

    def focus(self, among: Iterable[str] = ()) -> str:
        """The state that the document is most about, of some if any are given; '' if there is none."""
        wanted = frozenset(among)
        options = [(count, key) for key, count in self.states.items() if not wanted or key in wanted]
        return min(options, key=lambda o: (-o[0] - (o[1] == self.home), o[1]))[1] if options else ""

    def joins(self, key: str, scope: Scope) -> bool:
        """Whether a thing shares a body, party, conflict or office with others that the document names."""
        if not self.company:
            return False
        return any(self.company[tie] - {key} for tie in scope.row.finder.ties(key) if tie in self.company)

    def clear_focus(self) -> str:
        """The state that the document is much more about than any other; '' if there is none."""
        first, *rest = self.states.most_common(2) or [("", 0)]
        return first[0] if not rest or first[1] >= CLEAR * rest[0][1] else ""


CLEAR = 1.5
"""How much more than of any other a text must be about a state for 'the army' to be its."""


def gather(found: Iterable[Phrase], scope: Scope) -> Context:
    """The context that the phrases of a first reading give; full names and their short forms go into the scope."""
    context = Context()
    strangers: list[Called] = []
    for phrase in _all(found):
        weight = 2 if phrase.first < LEAD else 1
        called = phrase.name
        if called is None:
            continue
        if phrase.sort == "person" and not called.entries:
            if leader := same_leader(called.folds, phrase.roles, scope):
                _note(context, phrase, leader)
                _remember(scope, called, leader)
                continue
            strangers.append(called)
            _note(context, phrase, "n:person/" + " ".join(called.folds))
            continue
        instead = scope.lexicon.instead.get(" ".join(called.folds))
        meant = known_fact(scope.gazetteer, instead) if instead and phrase.form is None else None
        if meant is not None:
            context.keys[meant.key] += 1
        if not context.home and called.entries and reports_from(scope, called.first, called.last):
            facts = [f for _, f in called.entries]
            context.home = next((f.capital_of for f in facts if f.capital_of), "") or _state_of(facts[0])
        sure = len({f.key for _, f in called.entries}) == 1
        for entry, fact in called.entries[:1] if sure else []:
            context.keys[fact.key] += 1
            for tie in scope.row.finder.ties(fact.key):
                context.company.setdefault(tie, set()).add(fact.key)
            state = _state_of(fact)
            if state:
                context.states[state] += weight if fact.type == "state" else 1
            if fact.type == "person":
                _note(context, phrase, fact.key)
            if fact.type == "person" and (called.last - called.first > 1 or entry.sort == "full"):
                scope.known.setdefault(fact.key, entry.sort)
                _remember(scope, called, fact.key)
    for called in strangers:
        if not any(key and len(form) == 1 for form, key, _ in scope.shorts.get(called.folds[0], ())):
            _remember(scope, called, "")
    scope.find_shorts()
    if not context.home:
        outlet = known_fact(scope.gazetteer, " ".join(scope.lexicon.fold_all(scope.row.document.article.source)))
        context.home = outlet.country if outlet is not None and outlet.country in context.states else ""
    return context


def _all(found: Iterable[Phrase]) -> Iterable[Phrase]:
    for phrase in found:
        yield phrase
        yield from _all(phrase.nested)


def _note(context: Context, phrase: Phrase, key: str) -> None:
    unsaid = (r.kind for r in phrase.roles if r.tense != "former" and not r.jurisdiction and r.office)
    for text in (*unsaid, *phrase.titles):
        context.called.setdefault(text, set()).add(key)


def _state_of(fact: Fact) -> str:
    if fact.type == "state":
        return fact.key
    return fact.capital_of or fact.country


def _remember(scope: Scope, called: Called, key: str) -> None:
    for form in short_forms(called.folds, scope.lexicon):
        if any(f.type == "state" and e.sort != "demonym" for e, f in scope.meanings(form)):
            continue
        rows = scope.shorts.setdefault(form[0], [])
        if all(r[0] != form for r in rows):
            rows.append((form, key, called.folds))


def acts(scope: Scope, first: int, last: int, reading: Reading) -> bool | None:
    """Whether a capital or palace acts like a government where it stands; None if nothing tells."""
    words, proclitic = scope.lexicon.words, reading.proclitic
    if any(letter in words["place_clitics"] for letter in proclitic) or dateline(scope, first, last):
        return False
    if scope.has_any(first - 2, "capital_nouns") or scope.has_any(first - 1, "capital_nouns"):
        return False
    if scope.is_any(first - 1, "actor_before"):
        return True
    if scope.is_any(last, "venue_nouns"):
        return False
    if scope.has_any(first - 1, "host_verbs", owned=True) or scope.is_any(last, "host_verbs"):
        return False
    joined = scope.coordinated(first, reading)
    if not joined and scope.has_any(first - 1, "place_before"):
        return False
    if not joined and scope.has_any(first - 1, "actor_before"):
        return True
    if proclitic[-1:] in words["actor_clitics"] and proclitic:
        return not any(scope.has_any(k, "visit_words") for k in range(first - 3, first))
    if not joined and _travelled(scope, first):
        return False
    if scope.is_any(last, "acts_after") or (_verbal(scope, last) and not any(scope.names(last, last + 1))):
        return True
    if not joined and _verbal(scope, first - 1):
        return True
    return None


def _travelled(scope: Scope, first: int) -> bool:
    """Whether a verb or noun of travelling stands before a capital, with the traveller between ('زار فلان دمشق')."""
    start = _before_insertion(scope, first - 1)
    for k in range(start, max(-1, start - TRAVELLER), -1):
        if scope.has_any(k, "travel", owned=True):
            return True
        word = scope.fold(k)
        if not word[:1].isalnum() or scope.is_any(k, "acts_after") or scope.is_any(k, "place_before"):
            return False
        if scope.is_any(k, "clause_words") or scope.is_any(k, "actor_before") or _verbal(scope, k):
            return False
    return False


def _before_insertion(scope: Scope, k: int) -> int:
    """The token before what stands between two commas that end at `k`; `k` itself where none do."""
    if scope.fold(k) not in COMMAS:
        return k
    return next((n - 1 for n in range(k - 1, max(-1, k - TRAVELLER), -1) if scope.fold(n) in COMMAS), k)


def _verbal(scope: Scope, i: int) -> bool:
    """Whether a word has the form of a verb with a feminine subject, such as a capital."""
    fold, words = scope.fold(i), scope.lexicon.words
    if len(fold) < 4 or fold in scope.lexicon.given:
        return False
    if any(fold.endswith(e) for e in words.get("noun_endings", ())):
        return False
    return any(fold.endswith(e) for e in words.get("actor_verb_endings", ())) or (
        len(fold) < 7 and any(fold.startswith(e) for e in words.get("actor_verb_beginnings", ()))
    )


def known_fact(gazetteer: Gazetteer, text: str) -> Fact | None:
    """The fact that a folded text names in full, if it is one."""
    joined = text + " "
    for name, entries in gazetteer.matches(joined):
        if name == joined:
            return next((f for e in entries if e.sort != "office" and (f := gazetteer.fact(e.key))), None)
    return None
