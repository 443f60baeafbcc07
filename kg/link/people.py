"""Which person a noun phrase stands for: by its name, by the office it names and the date, or by reference."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.gazetteer import Office
from kg.link.confidence import read_confidence
from kg.link.context import Context
from kg.link.holders import SURE, Holder, coming_holders, former_holders, holders_at, offices_of
from kg.link.known import Answer, Known
from kg.link.parts import Called, Phrase, Role
from kg.link.salience import Cast
from kg.link.scope import Scope
from kg.link.scores import TOLD, holds, resembles, score_people
from kg.link.spellings import same_person
from kg.link.times import past_date
from kg.link.titled import same_leader, shortened, titled_before, titled_holder
from kg.model import Candidate, DateSpan

_NEAR = 60
"""Tokens between a person's name and a noun that says no more of somebody than whose official that is, at most."""


@dataclass
class People:
    """The persons of one document in the order of their mentions."""

    scope: Scope
    context: Context
    when: DateSpan | None
    cast: Cast = field(init=False)

    def __post_init__(self) -> None:
        self.cast = Cast(self.scope, self.when, self.context.home)

    @property
    def found(self) -> dict[str, Known]:
        """The persons named so far, by key."""
        return self.cast.found

    def named(self, phrase: Phrase) -> Answer:
        """Who a phrase with a name stands for."""
        called = phrase.name
        assert called is not None
        jurisdiction = next((r.jurisdiction for r in phrase.roles if r.jurisdiction), "")
        office = next((o.key for r in phrase.roles for o in offices_of(r, r.jurisdiction, self.scope.gazetteer)), "")
        candidates: tuple[Candidate, ...] = ()
        if called.entries and not self._reigning(phrase, called):
            candidates = tuple(score_people(called.entries, phrase, self.context, self.scope, self.when)[:TOLD])
            best = candidates[0]
            fact = self.scope.row.finder.fact(best.key)
            behalf = jurisdiction or (fact.country if fact else "")
            if self._contradicted(phrase, called, best):
                candidates = ()
            elif best.score >= read_confidence().withheld:
                return Answer(best.key, "name", best.score, office, behalf, candidates)
        key = self._unknown(phrase, called)
        fact = self.scope.row.finder.fact(key)
        jurisdiction = jurisdiction or (fact.country if fact is not None else "")
        return Answer(key, "unknown-name", 1.0, office, jurisdiction, candidates if key.startswith("n:") else ())

    def _reigning(self, phrase: Phrase, called: Called) -> str:
        """The key of whoever reigns, where a name after a title is a first name and no family name; or ''."""
        if not self.scope.lexicon.has_case and not self.scope.is_first_name(called.folds):
            return ""
        titles = (*phrase.titles, *(r.noun for r in phrase.roles))
        told = titled_before(self.cast.recent(phrase.first), called.folds, titles, self.scope)
        return told or titled_holder(called.folds, titles, self.scope, self.when)

    def _contradicted(self, phrase: Phrase, called: Called, best: Candidate) -> bool:
        """Whether a short name cannot be the only one whom it may mean, for the office told is another state's."""
        if best.key in self.scope.known or called.last - called.first > 1:
            return False
        if self.scope.is_first_name(called.folds) and "held" not in best.reason:
            return not (
                self._addressed(phrase, best.key) or (self.scope.lexicon.has_case and self.scope.leads(best.key))
            )
        return best.score < read_confidence().withheld and any(r.jurisdiction for r in phrase.roles)

    def _addressed(self, phrase: Phrase, key: str) -> bool:
        """Whether a person holds an office that one of the titles before the name goes with."""
        kinds = self.scope.lexicon.title_kinds
        wanted = frozenset().union(*(kinds.get(t, frozenset()) for t in phrase.titles))
        return any(o.kind in wanted for o in self.cast.offices(key))

    def _unknown(self, phrase: Phrase, called: Called) -> str:
        lexicon, gazetteer = self.scope.lexicon, self.scope.gazetteer
        folds = called.folds
        for key, known in self.found.items():
            if known.folds == folds or same_person(known.folds, folds, lexicon):
                return key
        if self.scope.is_first_name(folds) and not lexicon.has_case:
            same = self.cast.by_first_name(folds, phrase.titles)
            if same:
                return same
        if reigning := self._reigning(phrase, called):
            return reigning
        if lexicon.has_case:
            if titled := same_leader(folds, phrase.roles, self.scope) or shortened(folds, self.scope):
                return titled
        if self.when is not None:
            for role in phrase.roles:
                states = [role.jurisdiction] if role.jurisdiction else sorted(self.context.states)
                for state in states:
                    for holder in holders_at(offices_of(role, state, gazetteer), self.when, gazetteer):
                        if resembles(holder.person, folds, self.scope):
                            return holder.person
        return "n:person/" + " ".join(folds)

    def leading(self, phrase: Phrase, answer: Answer) -> Answer | None:
        """Another person whom the first of several roles means ('وفد ولي العهد وزير الدولة فلان'), if there is one."""
        if len(phrase.roles) < 2 or phrase.name is None or phrase.name.first < phrase.roles[1].first:
            return None
        first = phrase.roles[0]
        if not first.office or first.kind not in self.scope.lexicon.words.get("unique_kinds", frozenset()):
            return None
        other = self._holder(first, phrase.first)
        if other is None or other.key == answer.key or other.key.startswith("n:"):
            return None
        if holds(first, self.scope.row.finder.tenures(answer.key), self.scope.gazetteer):
            return None
        return other if other.key in self.found or other.key in self.scope.known else None

    def by_role(self, phrase: Phrase, at: int) -> Answer | None:
        """Who a phrase with a role and no name stands for; None if nobody is known."""
        for role in phrase.roles:
            if role.companion:
                others = self.cast.companions(role)
                answer = Answer(others[0].key, "companion") if others else None
            else:
                answer = self._counterpart(role, at) if role.counterpart else self._holder(role, at, phrase.titles)
            if answer is not None:
                return answer
        return None

    def _counterpart(self, role: Role, at: int) -> Answer | None:
        """The same office of another state as that of whoever is spoken of."""
        for known in self.cast.parallel(role):
            kinds = [k for k, j, _ in sorted(known.posts) if j != role.jurisdiction]
            kinds += sorted(known.kinds - set(kinds))
            for kind in kinds:
                answer = self._holder(
                    Role(role.first, role.last, kind, role.noun, jurisdiction=role.jurisdiction, office=True), at
                )
                if answer is not None and answer.key != known.key:
                    return answer
        return None

    def _holder(self, role: Role, at: int, titles: tuple[str, ...] = ()) -> Answer | None:
        if role.indefinite or role.person or self._is_one_of_many(role):
            return None
        jurisdiction = role.jurisdiction
        if role.possessed and not jurisdiction:
            jurisdiction = self._owner(role)
        if role.tense == "":
            only = self._only(role.kind) if role.office and not (role.bare or jurisdiction or role.offices) else ""
            told = Answer(only, "office-told") if only in self.found else self._told(role, jurisdiction, titles)
            if told is not None and not self._abroad(role, at, told):
                return told
            home = self._at_home(role, at) if not jurisdiction else None
            if home is not None:
                return home
        if not jurisdiction and not role.offices and role.tense == "":
            generic = self.scope.lexicon.words["generic_kinds"]
            only = self._only(role.noun) or ("" if role.kind in generic else self._only(role.kind))
            if only and role.office:
                return Answer(only, "office-told")
        if not jurisdiction and not role.offices:
            jurisdiction = self._focus(role)
        offices = offices_of(role, jurisdiction, self.scope.gazetteer) or self._default(role)
        when = past_date(self.scope, role.first, role.last) or self.when
        if not offices or when is None:
            return None
        if role.tense == "former":
            holders = former_holders(offices, when, self.scope.gazetteer, earlier=role.earlier)
        elif role.tense == "designate":
            holders = coming_holders(offices, when, self.scope.gazetteer)
        else:
            holders = holders_at(offices, when, self.scope.gazetteer)
        return self._choose(holders, offices[0].key, offices[0].jurisdiction or jurisdiction)

    def _default(self, role: Role) -> tuple[Office, ...]:
        """The office that a phrase means by itself, where the text names its body."""
        folds = self.scope.row.folds
        text = " ".join((role.reading.stem or folds[role.first], *folds[role.first + 1 : role.last]))
        key, *signs = self.scope.lexicon.defaults.get(text, ("",))
        office = self.scope.gazetteer.office(key) if any(sign in self.context.keys for sign in signs) else None
        return (office,) if office is not None else ()

    def _owner(self, role: Role) -> str:
        """The state that a pronoun in an office phrase stands for: that of the last person named."""
        for known in self.cast.recent(role.first):
            own = [j for _, j, _ in sorted(known.posts) if j]
            fact = self.scope.row.finder.fact(known.key)
            if own or (fact and fact.country):
                return own[0] if own else fact.country if fact else ""
        return ""

    def _at_home(self, role: Role, at: int) -> Answer | None:
        """Who holds an office told without its state in the state that the report is from."""
        home, when = self.context.home, self.when
        if not home or when is None or not role.office or role.bare or role.offices or role.possessed:
            return None
        if role.only and home not in role.only:
            return None
        offices = offices_of(role, home, self.scope.gazetteer)
        if role.noun and not self.cast.called(role.noun, offices):
            return None
        holders = holders_at(offices, past_date(self.scope, role.first, role.last) or when, self.scope.gazetteer)
        return self._choose(holders, offices[0].key, home) if holders else None

    def _abroad(self, role: Role, at: int, told: Answer) -> bool:
        """Whether somebody named before is of another state than the report, whose own minister the office means."""
        home, known = self.context.home, self.found[told.key]
        if role.jurisdiction or not home or home in self.cast.states(known):
            return False
        own = self._at_home(role, at)
        if own is None:
            return False
        return (
            own.key in self.found
            or own.key in self.scope.known
            or self.scope.row.ends[known.at] == self.scope.row.ends[at]
        )

    def _choose(self, holders: Sequence[Holder], office: str, behalf: str) -> Answer | None:
        if not holders:
            return None
        best = holders[0]
        named = [h for h in holders if h.person in self.scope.known or h.person in self.found]
        if len(named) == 1:
            return Answer(named[0].person, "office", 1.0, named[0].office, behalf)
        gazetteer = self.scope.gazetteer
        candidates = tuple(
            Candidate(
                h.person, f.label("en") if (f := gazetteer.fact(h.person)) else h.person, round(h.share, 3), h.reason
            )
            for h in holders
        )
        if best.share >= SURE:
            return Answer(best.person, "office", best.share, best.office, behalf,
                          candidates if len(candidates) > 1 else ())  # fmt: skip
        return Answer("n:person/" + office, "office-unsure", best.share, best.office, behalf, candidates)

    def _is_one_of_many(self, role: Role) -> bool:
        """Whether an article says that it is any of those who have such an office ('a State Department spokesman')."""
        return self.scope.is_any(role.first - 1, "indefinite") and self.scope.is_word(role.kind, "many_kinds")

    def _official(self, role: Role, state: str) -> Answer | None:
        """The last person named of a state, where a noun says no more of somebody than that ('the US official').

        Nobody where an official who is not named was spoken of before.
        """
        article, words = self.scope.lexicon.article, self.scope.lexicon.words
        unnamed = role.noun.removeprefix(article)
        if role.noun not in words.get("official_nouns", frozenset()) or unnamed in self.scope.row.folds[: role.first]:
            return None
        near = (k for k in self.cast.recent(role.first) if role.first - k.at <= _NEAR)
        one = next((k for k in near if state in self.cast.states(k)), None)
        return Answer(one.key, "reference", 1.0, "", state) if one is not None else None

    def _told(self, role: Role, jurisdiction: str, titles: tuple[str, ...] = ()) -> Answer | None:
        """The person to whom the document gave the same office, or, for a bare noun, the last who fits it."""
        people = sorted(self.found.values(), key=lambda k: -k.weight())
        if jurisdiction:
            for known in people:
                if any((k, j) == (role.kind, jurisdiction) and p == role.portfolio for k, j, p in known.posts):
                    if role.office or role.portfolio or role.last - role.first > 1:
                        return Answer(known.key, "office-told", 1.0, "", jurisdiction)
            for known in people if role.kind == "minister" and not role.portfolio else ():
                fact = self.scope.row.finder.fact(known.key)
                states = {j for _, j, _ in known.posts} | ({fact.country} if fact else set())
                if jurisdiction in states and any("minister" in k for k in known.kinds):
                    return Answer(known.key, "reference", 1.0, "", jurisdiction)
            for known in people if not role.office else ():
                if self.cast.heads(known, role.noun, jurisdiction):
                    return Answer(known.key, "office-told", 1.0, "", jurisdiction)
            leaders = self.scope.lexicon.words.get("leader_kinds", frozenset())
            if role.noun in self.scope.lexicon.words.get("leader_nouns", frozenset()):
                for known in people:
                    if any(j == jurisdiction and k in leaders for k, j, _ in known.posts):
                        return Answer(known.key, "reference", 1.0, "", jurisdiction)
            return self._official(role, jurisdiction)
        if role.offices:
            return None
        generic = self.scope.lexicon.words.get("generic_kinds", frozenset())
        for known in self.cast.salient(role.first, titles):
            if not self.cast.same_gender(role.noun, known):
                continue
            if role.kind in known.kinds:
                if not role.office and role.noun not in known.nouns:
                    continue
                if role.office and not self.cast.agrees(role, known):
                    continue
                if role.only and not {j for _, j, _ in known.posts} & set(role.only):
                    continue
                if role.portfolio or ((role.kind in generic or not role.office) and not role.bare):
                    if not role.portfolio or all(p != role.portfolio for *_, p in known.posts):
                        continue
                return Answer(known.key, "reference")
            if role.bare and role.kind == "minister" and any("minister" in k for k in known.kinds):
                return Answer(known.key, "reference")
        return None

    def _only(self, text: str) -> str:
        """The key of the one person whom the document anywhere gives an office of a kind, or a title; else ''."""
        keys = self.context.called.get(text, set())
        return next(iter(keys)) if len(keys) == 1 else ""

    def _focus(self, role: Role) -> str:
        """The state that a role without one belongs to: the most told of those that have the office."""
        if not role.office or (role.bare and role.kind not in ("head_of_state", "crown_prince", "head_of_government")):
            return "" if not role.office or role.bare else self.context.focus()
        gazetteer = self.scope.gazetteer
        states = [s for s in self.context.states if not role.only or s in role.only]
        offices = {s: gazetteer.find_office(role.kind, s) for s in states}
        have = [s for s in states if offices[s] and self.cast.called(role.noun, offices[s])]
        return self.context.focus(have) if have else ""

    def by_title(self, titles: frozenset[str], kinds: frozenset[str], nouns: frozenset[str], at: int) -> Answer | None:
        """The last person who was called by one of some titles or held one of some offices."""
        others = frozenset().union(*(c for c in self.scope.lexicon.title_classes if not c & titles))
        people, article = self.cast.salient(at), self.scope.lexicon.article
        titled = [k for k in people if k.titles & titles]
        fitting = [k for k in people if k.kinds & kinds and not k.titles & others and self.cast.bears(k, nouns, kinds)]
        alone = {t.removeprefix(article) for t in titles}
        styled = [k for k in people if any(n.removeprefix(article) in alone for n in k.nouns)]
        lords = [k for k in styled if k.kinds & self.scope.lexicon.words["lordly_kinds"]]
        for known in lords or titled or fitting or styled:
            return Answer(known.key, "reference")
        for kind in sorted(kinds & self.scope.lexicon.words["unique_kinds"]):
            home = self._at_home(Role(at, at + 1, kind, "", office=True), at)
            if home is not None:
                return home
        only = next((key for title in sorted(titles) if (key := self._only(title))), "")
        return Answer(only, "reference") if only else None
