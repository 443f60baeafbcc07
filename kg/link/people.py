"""Which person a noun phrase stands for: by its name, by the office it names and the date, or by reference."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.gazetteer import Office
from kg.link.context import LEAD, Context
from kg.link.holders import SURE, Holder, coming_holders, former_holders, holders_at, offices_of
from kg.link.known import Answer, Known
from kg.link.names import same_person, skeleton
from kg.link.parts import Called, Phrase, Role
from kg.link.scope import Scope
from kg.link.scores import holds, score_names
from kg.model import Candidate, DateSpan

ALIKE = 3
"""Consonants that a family name must share with another to be its spelling, where the first names differ."""


@dataclass
class People:
    """The persons of one document in the order of their mentions."""

    scope: Scope
    context: Context
    when: DateSpan | None
    found: dict[str, Known] = field(default_factory=dict)

    def note(self, key: str, phrase: Phrase, at: int) -> None:
        """Remember what a phrase called a person."""
        known = self.found.setdefault(key, Known(key, first=at))
        known.at = at
        known.count += 1
        known.titles.update(phrase.titles)
        if phrase.name is not None and len(phrase.name.folds) > len(known.folds):
            known.folds = phrase.name.folds
        for role in phrase.roles:
            if role.tense != "former":
                known.kinds.add(role.kind)
                known.nouns.add(role.noun)
                known.posts.add((role.kind, role.jurisdiction, role.portfolio))
        office_kinds = {o.kind for o in self._offices(key)}
        known.kinds |= office_kinds

    def _offices(self, key: str) -> list[Office]:
        gazetteer, when = self.scope.gazetteer, self.when
        offices = []
        for tenure in gazetteer.tenures(key):
            if when is None or (tenure.start <= when.latest and (not tenure.end or tenure.end >= when.earliest)):
                office = gazetteer.office(tenure.office)
                if office is not None:
                    offices.append(office)
        return offices

    def named(self, phrase: Phrase) -> Answer:
        """Who a phrase with a name stands for."""
        called = phrase.name
        assert called is not None
        jurisdiction = next((r.jurisdiction for r in phrase.roles if r.jurisdiction), "")
        office = next((o.key for r in phrase.roles for o in offices_of(r, r.jurisdiction, self.scope.gazetteer)), "")
        if called.entries:
            candidates = score_names(called.entries, phrase, self.context, self.scope, self.when)
            best = candidates[0]
            fact = self.scope.gazetteer.fact(best.key)
            sure = len(candidates) == 1 or best.score - candidates[1].score >= 0.05
            behalf = jurisdiction or (fact.country if fact else "")
            if not self._contradicted(phrase, called, best):
                return Answer(best.key, min(1.0, 0.5 + best.score / 2), "name", office, behalf,
                              () if sure else tuple(candidates[:4]))  # fmt: skip
        key = self._unknown(phrase, called)
        return Answer(key, 0.8 if key.startswith("n:") else 0.85, "unknown-name", office, jurisdiction)

    def _contradicted(self, phrase: Phrase, called: Called, best: Candidate) -> bool:
        """Whether a short name cannot be the only one whom it may mean, for the office told is another state's."""
        if best.key in self.scope.known or called.last - called.first > 1:
            return False
        if called.folds[-1] in self.scope.lexicon.given and not phrase.titles and "held" not in best.reason:
            return True
        return best.score < 0.4 and any(r.jurisdiction for r in phrase.roles)

    def _unknown(self, phrase: Phrase, called: Called) -> str:
        lexicon, gazetteer = self.scope.lexicon, self.scope.gazetteer
        folds = called.folds
        for key, known in self.found.items():
            if known.folds == folds or same_person(known.folds, folds, lexicon):
                return key
        if self.when is not None:
            for role in phrase.roles:
                states = [role.jurisdiction] if role.jurisdiction else sorted(self.context.states)
                for state in states:
                    for holder in holders_at(offices_of(role, state, gazetteer), self.when, gazetteer):
                        if self._resembles(holder.person, folds):
                            return holder.person
        return "n:person/" + " ".join(folds)

    def _resembles(self, key: str, folds: tuple[str, ...]) -> bool:
        """Whether a name may be another spelling of a known person's."""
        lexicon = self.scope.lexicon
        pack = lexicon.pack
        for lang, sort, name in self.scope.gazetteer.names_of(key):
            if lang != pack.code or sort not in ("full", "alias", "short"):
                continue
            tokens = self.scope.lexicon.fold_all(name)
            if not tokens or skeleton(tokens[-1], lexicon) != skeleton(folds[-1], lexicon):
                continue
            if len(tokens) > 1 and len(folds) > 1:
                if skeleton(tokens[0], lexicon) == skeleton(folds[0], lexicon):
                    return True
                if tokens[0][:1] == folds[0][:1] and len(skeleton(folds[-1], lexicon)) >= ALIKE:
                    return True
            elif len(skeleton(folds[-1], lexicon)) >= ALIKE and folds[-1] not in lexicon.given:
                return True
        return False

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
        if holds(first, self.scope.gazetteer.tenures(answer.key), self.scope.gazetteer):
            return None
        return other if other.key in self.found or other.key in self.scope.known else None

    def by_role(self, phrase: Phrase, at: int) -> Answer | None:
        """Who a phrase with a role and no name stands for; None if nobody is known."""
        for role in phrase.roles:
            answer = self._counterpart(role, at) if role.counterpart else self._holder(role, at, phrase.titles)
            if answer is not None:
                return answer
        return None

    def _counterpart(self, role: Role, at: int) -> Answer | None:
        """The same office of another state as the last person's who holds one."""
        for known in sorted(self.found.values(), key=lambda k: -k.at):
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
        if role.indefinite or role.person:
            return None
        jurisdiction = role.jurisdiction
        if role.possessed and not jurisdiction:
            jurisdiction = self._owner(role)
        if role.tense == "":
            told = self._told(role, jurisdiction, titles)
            if told is not None:
                return told
        if not jurisdiction and not role.offices and role.tense == "":
            generic = self.scope.lexicon.words["generic_kinds"]
            only = self._only(role.noun) or ("" if role.kind in generic else self._only(role.kind))
            if only and role.office:
                return Answer(only, 0.85, "office-told")
        if not jurisdiction and not role.offices:
            jurisdiction = self._focus(role)
        offices = offices_of(role, jurisdiction, self.scope.gazetteer) or self._default(role)
        if not offices or self.when is None:
            return None
        if role.tense == "former":
            holders = former_holders(offices, self.when, self.scope.gazetteer, earlier=role.earlier)
        elif role.tense == "designate":
            holders = coming_holders(offices, self.when, self.scope.gazetteer)
        else:
            holders = holders_at(offices, self.when, self.scope.gazetteer)
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
        for known in sorted(self.found.values(), key=lambda k: -k.at):
            if known.at < role.first:
                own = [j for _, j, _ in sorted(known.posts) if j]
                fact = self.scope.gazetteer.fact(known.key)
                if own or (fact and fact.country):
                    return own[0] if own else fact.country if fact else ""
        return ""

    def _choose(self, holders: Sequence[Holder], office: str, behalf: str) -> Answer | None:
        if not holders:
            return None
        best = holders[0]
        named = [h for h in holders if h.person in self.scope.known or h.person in self.found]
        if len(named) == 1:
            return Answer(named[0].person, 0.9, "office", named[0].office, behalf)
        gazetteer = self.scope.gazetteer
        candidates = tuple(
            Candidate(
                h.person, f.label("en") if (f := gazetteer.fact(h.person)) else h.person, round(h.share, 3), h.reason
            )
            for h in holders
        )
        if best.share >= SURE:
            return Answer(best.person, min(0.9, best.share), "office", best.office, behalf,
                          candidates if len(candidates) > 1 else ())  # fmt: skip
        return Answer("n:person/" + office, best.share, "office-unsure", best.office, behalf, candidates)

    def _told(self, role: Role, jurisdiction: str, titles: tuple[str, ...] = ()) -> Answer | None:
        """The person to whom the document gave the same office, or, for a bare noun, the last who fits it."""
        people = sorted(self.found.values(), key=lambda k: -k.weight())
        if jurisdiction:
            for known in people:
                if any((k, j) == (role.kind, jurisdiction) and p == role.portfolio for k, j, p in known.posts):
                    if role.office or role.portfolio or role.last - role.first > 1:
                        return Answer(known.key, 0.9, "office-told", "", jurisdiction)
            for known in people if role.kind == "minister" and not role.portfolio else ():
                fact = self.scope.gazetteer.fact(known.key)
                states = {j for _, j, _ in known.posts} | ({fact.country} if fact else set())
                if jurisdiction in states and any("minister" in k for k in known.kinds):
                    return Answer(known.key, 0.85, "reference", "", jurisdiction)
            leaders = self.scope.lexicon.words.get("leader_kinds", frozenset())
            if role.noun in self.scope.lexicon.words.get("leader_nouns", frozenset()):
                for known in people:
                    if any(j == jurisdiction and k in leaders for k, j, _ in known.posts):
                        return Answer(known.key, 0.85, "reference", "", jurisdiction)
            return None
        if role.offices:
            return None
        generic = self.scope.lexicon.words.get("generic_kinds", frozenset())
        for known in self._salient(titles):
            if role.kind in known.kinds:
                if not role.office and role.noun not in known.nouns:
                    continue
                if role.only and not {j for _, j, _ in known.posts} & set(role.only):
                    continue
                if role.portfolio or ((role.kind in generic or not role.office) and not role.bare):
                    if not role.portfolio or all(p != role.portfolio for *_, p in known.posts):
                        continue
                return Answer(known.key, 0.85, "reference")
            if role.bare and role.kind == "minister" and any("minister" in k for k in known.kinds):
                return Answer(known.key, 0.85, "reference")
        return None

    def _salient(self, titles: tuple[str, ...] = ()) -> list[Known]:
        """The people of the document, likeliest to be meant by a mere title first: often named, in the lead, last."""
        latest = max((k.at for k in self.found.values()), default=0)
        classes = [c for c in self.scope.lexicon.title_classes if c & set(titles)]

        def score(known: Known) -> tuple[int, int, int]:
            fits = 5 if any(c & known.titles for c in classes) else 0
            return (known.count + (known.at == latest) + (known.first < LEAD) + fits, known.count, known.at)

        return sorted(self.found.values(), key=score, reverse=True)

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
        have = [s for s in states if gazetteer.find_office(role.kind, s)]
        return self.context.focus(have) if have else ""

    def by_title(self, titles: frozenset[str], kinds: frozenset[str]) -> Answer | None:
        """The last person who was called by one of some titles or held one of some offices."""
        others = frozenset().union(*(c for c in self.scope.lexicon.title_classes if not c & titles))
        titled = [k for k in self._salient() if k.titles & titles]
        fitting = [k for k in self._salient() if k.kinds & kinds and not k.titles & others]
        article = self.scope.lexicon.article
        nouns = {t.removeprefix(article) for t in titles}
        for known in titled or fitting or [k for k in self._salient() if k.nouns & nouns]:
            return Answer(known.key, 0.8, "reference")
        only = next((key for title in sorted(titles) if (key := self._only(title))), "")
        return Answer(only, 0.7, "reference") if only else None
