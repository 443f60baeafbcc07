"""Which state, place or body a noun phrase stands for, by its name, its neighbours and what the text is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.gazetteer import Fact, NameEntry
from kg.link.context import CLEAR, Context, acts, known_fact
from kg.link.datelines import dateline, reports_from
from kg.link.parts import Called, Phrase
from kg.link.scope import Scope
from kg.model import EntityType


@dataclass(frozen=True, slots=True)
class Meaning:
    """A key, its type in this place, and why."""

    key: str
    type: EntityType
    rule: str
    confidence: float = 1.0
    name: str = ""


@dataclass
class Things:
    """States, places and bodies of one document."""

    scope: Scope
    context: Context
    capitals: dict[str, bool] = field(default_factory=dict)
    """Capital → whether it acted when last named."""
    listed: int = -1
    """Index after the capital named last, after which a list of them may go on."""
    bodies: dict[str, str] = field(default_factory=dict)
    """Folded noun of a body → key of the last one so called."""
    recent: dict[str, None] = field(default_factory=dict)
    """Keys of the bodies named so far, the last one last."""
    seat: str = ""
    """Key of the capital named last."""

    def note(self, key: str, kind: str) -> None:
        """Remember that a body of a kind was named."""
        self.bodies[kind] = key
        self.recent.pop(key, None)
        self.recent[key] = None

    def of_name(self, phrase: Phrase) -> Meaning | None:
        """What a bare name, or one after a noun such as 'city', stands for."""
        called = phrase.name
        assert called is not None
        entries = [(e, f) for e, f in called.entries if f.type not in ("person", "topic")]
        if not entries:
            return self._unlisted(phrase, called)
        if phrase.form is not None and phrase.form.name == "place":
            entries = [(e, f) for e, f in entries if f.type == "place"] or entries
        fact = self.choose(entries, phrase, called)
        if fact.type == "state":
            self.capitals["last"] = True
            return None if self._natural(called) else Meaning(fact.key, "state", "name", _confidence(entries))
        if fact.type == "place":
            return self._place(phrase, called, fact, entries)
        return Meaning(fact.key, type_of(fact), "name", _confidence(entries))

    def _natural(self, called: Called) -> bool:
        return not called.reading.proclitic and self.scope.is_any(called.first - 1, "nature")

    def _place(self, phrase: Phrase, called: Called, fact: Fact, entries: Sequence[tuple[NameEntry, Fact]]) -> Meaning:
        confidence = _confidence(entries)
        if fact.kind == "building":
            acting = acts(self.scope, called.first, called.last, called.reading)
            return Meaning(fact.key, "organization" if acting else "place", "palace", confidence)
        if phrase.form is None and self.scope.has_any(called.first - 1, "place_nouns"):
            return Meaning(fact.key, "place", "name", confidence)
        if phrase.form is None:
            instead = self._instead(called)
            if instead is not None:
                return Meaning(instead.key, type_of(instead), "name", 0.9)
            if fact.capital_of:
                acting = acts(self.scope, called.first, called.last, called.reading)
                listed = self.listed == called.first - 1 and self.scope.is_any(called.first - 1, "commas")
                if acting is None and (listed or self.scope.coordinated(called.first, called.reading)):
                    acting = self.capitals.get("last", False)
                if acting is None:
                    acting = self._default(called)
                self.capitals["last"], self.listed = bool(acting), called.last
                self.seat = self.seat if acting else fact.key
                stands = self.scope.lexicon.acts_for.get(fact.key, fact.capital_of)
                if acting and stands:
                    body = self.scope.row.finder.fact(stands)
                    return Meaning(stands, body.type if body else "state", "capital", 0.85)  # type: ignore[arg-type]
        self.capitals["last"] = False
        return Meaning(fact.key, "place", "name", confidence)

    def _default(self, called: Called) -> bool:
        """What a capital is where nothing tells: at the beginning of a clause, a government."""
        if dateline(self.scope, called.first, called.last):
            return False
        after = next(iter(self.scope.names(called.last, self.scope.row.ends[called.first])), None)
        if after is not None and self.scope.coordinated(after.first, after.reading):
            if after.entries[0][1].type == "place" and not after.entries[0][1].capital_of:
                return False
        return True

    def _instead(self, called: Called) -> Fact | None:
        """Another thing that news means by a bare name ('غزة' for the Strip)."""
        full = self.scope.lexicon.instead.get(" ".join(called.folds))
        return known_fact(self.scope.gazetteer, full) if full else None

    def choose(self, entries: Sequence[tuple[NameEntry, Fact]], phrase: Phrase, called: Called) -> Fact:
        """The likeliest of the things that a name may mean."""
        if len(entries) == 1:
            return entries[0][1]
        if reports_from(self.scope, called.first, called.last):
            city = next((f for _, f in entries if f.capital_of), None)
            if city is not None:
                return city
        states = {f.key for _, f in entries if f.type == "state"}
        entries = [(e, f) for e, f in entries if f.type == "state" or f.capital_of not in states]
        if self.capitals.get("last") is False and self.scope.coordinated(called.first, called.reading):
            entries = [(e, f) for e, f in entries if f.capital_of] or entries
        spelled = self.scope.lexicon.spelled.get(self.scope.surface(called.first, called.last, called.reading))
        for _, fact in entries:
            if fact.key == spelled:
                return fact
        press = phrase.form is not None and phrase.form.name == "media"
        press = press or self.scope.is_any(called.first - 1, "press_before") or self._quoted_press(called)
        best: tuple[float, str] | None = None
        chosen = entries[0][1]
        for _, fact in entries:
            score = fact.prior
            country = fact.country or fact.capital_of
            others = {f.key for _, f in entries if f.key != fact.key}
            if country and country not in others and self.context.states.get(country):
                score += 0.5
            if fact.type == "state" and self.context.states.get(fact.key, 0):
                score += 0.1 * min(3, self.context.states[fact.key])
            if fact.key in self.context.keys:
                score += 0.5
            if fact.kind == "media":
                score += 0.6 if press else -0.6
            if fact.kind in ("admin1", "region") and phrase.form is None:
                score -= 0.1
            if self.scope.is_any(called.first - 1, "place_nouns"):
                score += (
                    0.6
                    if (fact.kind in ("admin1", "region")) == self.scope.is_any(called.first - 1, "region_nouns")
                    else 0
                )
            if phrase.form is not None and phrase.form.name == "place":
                region = self.scope.has_any(phrase.first, "region_nouns")
                score += 0.6 if (fact.kind in ("admin1", "region", "territory")) == region else 0
            if best is None or (score, fact.key) > best:
                best, chosen = (score, fact.key), fact
        return chosen

    def _quoted_press(self, called: Called) -> bool:
        scope = self.scope
        if not scope.is_any(called.first - 1, "opening") or not scope.is_any(called.last, "closing"):
            return False
        return scope.is_any(called.first - 2, "quoting") or scope.is_any(called.first - 2, "press_before")

    def _unlisted(self, phrase: Phrase, called: Called) -> Meaning | None:
        if any(f.type == "topic" for _, f in called.entries) or phrase.form is None:
            return None
        surface = self.scope.surface(called.first, called.last)
        type_: EntityType = "place" if phrase.form.name in ("place", "country") else "organization"
        return Meaning(f"n:{type_}/" + " ".join(called.folds), type_, "noun", 0.6, surface)

    def of_venue(self, phrase: Phrase) -> Meaning:
        """A building, crossing or part of nature named by a noun and what follows it."""
        called = phrase.name
        assert called is not None
        fact = known_fact(self.scope.gazetteer, " ".join(called.folds))
        if fact is not None and fact.type == "place":
            return Meaning(fact.key, "place", "venue")
        surface = self.scope.surface(called.first, called.last, called.reading)
        return Meaning("n:place/" + " ".join(called.folds), "place", "venue", 0.6, surface)

    def of_body(self, phrase: Phrase) -> Meaning | None:
        """A body named by a noun and its state, or by the noun alone."""
        form, called = phrase.form, phrase.name
        assert form is not None
        if form.name in ("government", "country"):
            return self._government(called)
        if form.name == "place":
            fact = self._fact(called)
            capital = self.seat = fact.capital if fact else ""
            return Meaning(capital, "place", "capital-of") if capital else None
        state = self._fact(called)
        noun = f"{form.text} {phrase.portfolio}".strip()
        if state is None:
            return self.of_noun(noun)
        known = self._with_demonym(noun, state.key)
        key = known.key if known else f"n:organization/{noun} {state.label('en').casefold()}"
        self.bodies[noun] = self.bodies[form.text] = key
        if known is not None:
            return Meaning(key, type_of(known), "body")
        return Meaning(key, "organization", "body", 0.7, self.scope.surface(phrase.first, phrase.last, phrase.reading))

    def of_noun(self, noun: str) -> Meaning | None:
        """A body by its noun alone: the last one so called, else that of the state in focus, if it is known."""
        known = self.bodies.get(noun)
        if known is not None:
            fact = self.scope.row.finder.fact(known)
            return Meaning(known, type_of(fact) if fact else "organization", "body-short", 0.8)
        counts = self.context.states
        found = [(counts[s], f) for s in sorted(counts) if (f := self._with_demonym(noun, s)) is not None]
        found.sort(key=lambda c: (-c[0], c[1].key))
        if not found or (len(found) > 1 and found[0][0] < CLEAR * found[1][0]):
            return None
        if CLEAR * found[0][0] < max(counts.values()):
            return None
        return Meaning(found[0][1].key, type_of(found[0][1]), "body-focus", 0.7)

    def _with_demonym(self, noun: str, state: str) -> Fact | None:
        """The known body whose name is a noun and a state's demonym."""
        lexicon = self.scope.lexicon
        for lang, sort, name in self.scope.gazetteer.names_of(state):
            if lang != lexicon.pack.code or sort not in ("demonym", "full"):
                continue
            word = " ".join(lexicon.fold_all(name))
            forms = (f"{noun} {lexicon.article}{word}", f"{noun} {word}", f"{word} {noun}")
            fact = next((f for t in forms if (f := known_fact(self.scope.gazetteer, t))), None)
            if fact is not None and fact.type == "organization":
                return fact
        return None

    def _fact(self, called: Called | None) -> Fact | None:
        if called is None or not called.entries:
            return None
        return next((f for _, f in called.entries if f.type == "state"), called.entries[0][1])

    def _government(self, called: Called | None) -> Meaning | None:
        fact = self._fact(called)
        if fact is None:
            return None
        if fact.type == "person":
            return Meaning(fact.country, "state", "government-of") if fact.country else None
        if fact.type == "place":
            state = fact.capital_of or fact.country
            return Meaning(state, "state", "government-of") if fact.capital_of else None
        return Meaning(fact.key, type_of(fact), "government")


def _confidence(entries: Sequence[tuple[NameEntry, Fact]]) -> float:
    return 1.0 if len(entries) == 1 else 0.8


def type_of(fact: Fact) -> EntityType:
    """The type that a fact has in a document."""
    return "organization" if fact.type == "topic" else fact.type
