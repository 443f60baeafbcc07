"""Which state, place or body a noun phrase stands for, by its name, its neighbours and what the text is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.gazetteer import Fact, NameEntry
from kg.link.confidence import read_confidence
from kg.link.context import CLEAR, Context, acts, known_fact
from kg.link.datelines import dateline, reports_from
from kg.link.parts import Called, Phrase
from kg.link.scope import Scope
from kg.link.scores import TOLD, score_things
from kg.model import Candidate, EntityType


@dataclass(frozen=True, slots=True)
class Meaning:
    """A key, its type in this place, and why."""

    key: str
    type: EntityType
    rule: str
    chance: float = 1.0
    """That it is this one of those that the rule leaves to choose from."""
    name: str = ""
    candidates: tuple[Candidate, ...] = ()
    on_behalf_of: str = ""
    """Key of the state whose body it is, where only that is known of it."""

    @property
    def confidence(self) -> float:
        """The chance that it is right."""
        return read_confidence().of_rule(self.rule) * self.chance


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
        candidates = self.choose(entries, phrase, called)
        best, bar = candidates[0], read_confidence().withheld
        fact = self.scope.row.finder.fact(best.key)
        assert fact is not None
        if best.score < bar:
            return self._withheld(called, fact, candidates)
        if fact.type == "state":
            self.capitals["last"] = True
            return None if self._natural(called) else Meaning(fact.key, "state", "name", best.score)
        if fact.type == "place":
            return self._place(phrase, called, fact, candidates)
        return Meaning(fact.key, type_of(fact), "name", best.score, candidates=candidates)

    def _withheld(self, called: Called, fact: Fact, candidates: tuple[Candidate, ...]) -> Meaning | None:
        """A name that may mean too many things to be linked; None where it is likeliest none of them."""
        if sum(c.score for c in candidates) < 0.5:
            return None
        surface = self.scope.surface(called.first, called.last, called.reading)
        key = f"n:{type_of(fact)}/" + " ".join(called.folds)
        return Meaning(key, type_of(fact), "withheld", name=surface, candidates=candidates)

    def _natural(self, called: Called) -> bool:
        return not called.reading.proclitic and self.scope.is_any(called.first - 1, "nature")

    def _place(self, phrase: Phrase, called: Called, fact: Fact, candidates: tuple[Candidate, ...]) -> Meaning:
        chance = candidates[0].score
        if fact.kind == "building":
            acting = acts(self.scope, called.first, called.last, called.reading)
            spoke = acting is None and self.scope.has_any(called.first - 1, "saying")
            return Meaning(fact.key, "organization" if acting or spoke else "place", "palace", chance)
        if phrase.form is None and self.scope.has_any(called.first - 1, "place_nouns"):
            return Meaning(fact.key, "place", "name", chance, candidates=candidates)
        if phrase.form is None:
            instead = self._instead(called)
            if instead is not None:
                return Meaning(instead.key, type_of(instead), "instead")
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
                    return Meaning(stands, type_of(body) if body else "state", "capital", chance)
        self.capitals["last"], self.listed = False, called.last
        return Meaning(fact.key, "place", "name", chance, candidates=candidates)

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

    def choose(
        self, entries: Sequence[tuple[NameEntry, Fact]], phrase: Phrase, called: Called
    ) -> tuple[Candidate, ...]:
        """The things that a name may mean, each with its chance, likeliest first; one that is spelled out is alone."""
        told: Fact | None = None
        if len(entries) > 1 and reports_from(self.scope, called.first, called.last):
            told = next((f for _, f in entries if f.capital_of), None)
        states = {f.key for _, f in entries if f.type == "state"}
        entries = [(e, f) for e, f in entries if f.type == "state" or f.capital_of not in states]
        if self.capitals.get("last") is False and self.scope.coordinated(called.first, called.reading):
            entries = [(e, f) for e, f in entries if f.capital_of] or entries
        spelled = self.scope.lexicon.spelled.get(self.scope.surface(called.first, called.last, called.reading))
        told = told or next((f for _, f in entries if f.key == spelled), None)
        if told is not None:
            return (Candidate(told.key, told.label("en"), 1.0, "spelled out"),)
        return tuple(score_things(entries, phrase, called, self.context, self.scope)[:TOLD])

    def _unlisted(self, phrase: Phrase, called: Called) -> Meaning | None:
        if any(f.type == "topic" for _, f in called.entries) or phrase.form is None:
            return None
        surface = self.scope.surface(called.first, called.last)
        type_: EntityType = "place" if phrase.form.name in ("place", "country") else "organization"
        return Meaning(f"n:{type_}/" + " ".join(called.folds), type_, "noun", name=surface)

    def of_venue(self, phrase: Phrase) -> Meaning:
        """A building, crossing or part of nature named by a noun and what follows it."""
        called = phrase.name
        assert called is not None
        fact = known_fact(self.scope.gazetteer, " ".join(called.folds))
        if fact is not None and fact.type == "place":
            return Meaning(fact.key, "place", "venue")
        surface = self.scope.surface(called.first, called.last, called.reading)
        return Meaning("n:place/" + " ".join(called.folds), "place", "venue", name=surface)

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
        home = self.context.home if phrase.portfolio and noun not in self.bodies else ""
        state = state or (self.scope.row.finder.fact(home) if home else None)
        if state is None:
            return self.of_noun(noun)
        known = self._with_demonym(noun, state.key)
        key = known.key if known else f"n:organization/{noun} {state.label('en').casefold()}"
        self.bodies[noun] = self.bodies[form.text] = key
        if known is not None:
            return Meaning(key, type_of(known), "body")
        surface = self.scope.surface(phrase.first, phrase.last, phrase.reading)
        return Meaning(key, "organization", "body", name=surface, on_behalf_of=state.key)

    def of_noun(self, noun: str) -> Meaning | None:
        """A body by its noun alone: the last one so called, else that of the state in focus, if it is known."""
        known = self.bodies.get(noun)
        if known is not None:
            fact = self.scope.row.finder.fact(known)
            return Meaning(known, type_of(fact) if fact else "organization", "body-short")
        counts = self.context.states
        found = [(counts[s], f) for s in sorted(counts) if (f := self._with_demonym(noun, s)) is not None]
        found.sort(key=lambda c: (-c[0], c[1].key))
        if not found or (len(found) > 1 and found[0][0] < CLEAR * found[1][0]):
            return None
        if CLEAR * found[0][0] < max(counts.values()):
            return None
        return Meaning(found[0][1].key, type_of(found[0][1]), "body-focus")

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


def type_of(fact: Fact) -> EntityType:
    """The type that a fact has in a document."""
    return "organization" if fact.type == "topic" else fact.type
