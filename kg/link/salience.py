"""The persons of a document as it has told of them so far, and which of them comes to mind first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.gazetteer import Office
from kg.link.context import LEAD
from kg.link.known import Known
from kg.link.parts import Phrase, Role
from kg.link.scope import Scope
from kg.model import DateSpan

LEADS = 2
"""Mentions that it is worth to be the one of whom the sentence, or the one before, speaks."""
FITS = 5
"""Mentions that a title used of somebody before is worth when the title stands alone."""

_NEAR = 6
"""Tokens between a verb of attending and who attends, at most."""


@dataclass
class Cast:
    """The persons named so far, who led each sentence, and who came last."""

    scope: Scope
    when: DateSpan | None
    home: str = ""
    """The state that the report is from."""
    found: dict[str, Known] = field(default_factory=dict)
    leaders: dict[int, tuple[str, int]] = field(default_factory=dict)
    """End of a sentence → the first person in it that no preposition governs, and where."""
    last: tuple[str, int] = ("", -1)
    """Key of the last person outside of another's phrase, and the index after the phrase."""

    def note(self, key: str, phrase: Phrase, *, nested: bool) -> None:
        """Remember what a phrase called a person."""
        known = self.found.setdefault(key, Known(key, first=phrase.first))
        known.count += 1
        known.titles.update(phrase.titles)
        if phrase.name is not None and len(phrase.name.folds) > len(known.folds):
            known.folds = phrase.name.folds
        if phrase.name is not None and phrase.name.folds:
            known.titles.update(self._title(phrase.name.folds[0]))
        for role in phrase.roles:
            if role.tense != "former":
                known.kinds.add(role.kind)
                known.nouns.add(role.noun)
                known.posts.add((role.kind, role.jurisdiction, role.portfolio))
        if known.count == 1:
            known.kinds |= {o.kind for o in self.offices(key)}
        self.see(key, phrase, nested=nested)

    def see(self, key: str, phrase: Phrase, *, nested: bool) -> None:
        """Remember that a phrase stands for a person."""
        self.found[key].at = phrase.first
        if nested:
            return
        self.last = (key, phrase.last)
        scope, proclitic = self.scope, phrase.reading.proclitic
        governed = any(c in scope.lexicon.words["governing_clitics"] for c in proclitic)
        if not governed and not scope.is_link(phrase.first - 1, "governing") and not self._attends(phrase.first):
            self.leaders.setdefault(scope.row.ends[phrase.first], (key, phrase.first))

    def _attends(self, at: int) -> bool:
        """Whether a verb before a person only says who else was there ('the meeting was attended by X')."""
        ends = self.scope.row.ends
        near = (k for k in range(max(0, at - _NEAR), at) if ends[k] == ends[at])
        return any(self.scope.is_any(k, "attending") for k in near)

    def _title(self, fold: str) -> Iterable[str]:
        forms = self.scope.lexicon.forms.get(fold, ())
        return (form.text for rest, form in forms if form.sort == "title" and not rest)

    def offices(self, key: str) -> list[Office]:
        """The offices that a person holds at the document's date."""
        gazetteer, when = self.scope.gazetteer, self.when
        held = (t for t in self.scope.row.finder.tenures(key)
                if when is None or (t.start <= when.latest and (not t.end or t.end >= when.earliest)))  # fmt: skip
        return [o for t in held if (o := gazetteer.office(t.office)) is not None]

    def states(self, known: Known) -> set[str]:
        """The states that a person is of, as far as the document or anybody knows."""
        fact = self.scope.row.finder.fact(known.key)
        told = {j for _, j, _ in known.posts if j}
        return told | ({fact.country} if fact is not None and fact.country else set())

    def leader(self, at: int) -> str:
        """Key of the person who leads the sentence of a token before it, else the last sentence that has one; or ''."""
        key, first = self.leaders.get(self.scope.row.ends[at], ("", at))
        if key and first < at:
            return key
        before = [(first, key) for key, first in self.leaders.values() if first < at]
        return max(before)[1] if before else ""

    def recent(self, at: int) -> list[Known]:
        """The persons before a token, the last named first."""
        return sorted((k for k in self.found.values() if k.at < at), key=lambda k: -k.at)

    def parallel(self, role: Role) -> list[Known]:
        """Those whose counterpart a role may mean, likeliest first: whom it is joined to, who leads, who came last."""
        at, ends = role.first, self.scope.row.ends
        key, last = self.last
        joined = key if last == at and role.reading.proclitic[:1] in self.scope.lexicon.conjunctions else ""
        leader = self.leader(at)
        same = [k.key for k in self.recent(at) if ends[k.at] == ends[at]]
        order = [joined, leader, *same] if leader in same else [joined, *same, leader]
        order += [k.key for k in self.recent(at)]
        return [
            self.found[k] for k in dict.fromkeys(order) if k and role.jurisdiction not in self.states(self.found[k])
        ]

    def companions(self, role: Role) -> list[Known]:
        """Those whom somebody's guest or host may be: of the state told, not who leads, the last named first."""
        leader = self.leader(role.first)
        others = [k for k in self.recent(role.first) if k.key != leader]
        if role.jurisdiction:
            return [k for k in others if role.jurisdiction in self.states(k)]
        return others[:1]

    def salient(self, at: int, titles: Iterable[str] = ()) -> list[Known]:
        """Those likeliest to be meant by a mere title first: who leads, often named, in the lead, at home, last."""
        leader = self.leader(at)
        latest = max((k.at for k in self.found.values()), default=0)
        wanted = set(titles)
        classes = [c for c in self.scope.lexicon.title_classes if c & wanted]

        def score(known: Known) -> tuple[int, int, int]:
            fits = FITS if any(c & known.titles for c in classes) else 0
            near = (known.at == latest) + LEADS * (known.key == leader) + (self.home in self.states(known))
            return (known.count + near + (known.first < LEAD) + fits, known.count, known.at)

        return sorted(self.found.values(), key=score, reverse=True)

    def by_first_name(self, folds: tuple[str, ...], titles: Iterable[str]) -> str:
        """Key of the last person with a first name, rather one who had one of some titles; '' if there is none."""
        size, wanted = len(folds), set(titles)
        named = [k for k in sorted(self.found.values(), key=lambda k: -k.at)
                 if k.folds[:size] == folds or self._begins(k, folds)]  # fmt: skip
        titled = [k for k in named if k.titles & wanted]
        return (titled or named)[0].key if named else ""

    def _begins(self, known: Known, folds: tuple[str, ...]) -> bool:
        title = bool(known.folds) and any(self._title(known.folds[0]))
        return title and known.folds[1 : 1 + len(folds)] == folds

    def agrees(self, role: Role, known: Known) -> bool:
        """Whether the noun of an office can be said of somebody: no king is a president."""
        article = self.scope.lexicon.article
        if not article:
            return True
        noun = role.noun.removeprefix(article)
        if any(noun == n.removeprefix(article) for n in known.nouns):
            return True
        return self.called(noun, [o for o in self.offices(known.key) if o.kind == role.kind])

    def called(self, noun: str, offices: Iterable[Office]) -> bool:
        """Whether one of some offices is called by a noun; also if none of them has a name in the language."""
        lexicon = self.scope.lexicon
        names = (lexicon.fold_all(o.label(lexicon.pack.code)) for o in offices)
        firsts = {words[0] for words in names if words}
        return not (firsts and lexicon.article) or any(noun.removeprefix(lexicon.article).startswith(f) for f in firsts)

    def heads(self, known: Known, noun: str, body: str) -> bool:
        """Whether the document gave somebody a post at a body, or at a body of the same state, by a noun."""
        article, fact = self.scope.lexicon.article, self.scope.row.finder.fact(body)
        bare = noun.removeprefix(article)
        if all(bare != n.removeprefix(article) for n in known.nouns):
            return False
        state = fact.country if fact is not None else ""
        posts = ((k, j) for k, j, _ in known.posts if j)
        return any(j == body or (j == state and not self.scope.is_word(k, "state_kinds")) for k, j in posts)

    def same_gender(self, noun: str, known: Known) -> bool:
        """Whether a role's noun that has another form for women (or men) can be said of somebody."""
        fact, forms = self.scope.row.finder.fact(known.key), self.scope.lexicon.forms
        if fact is None or not fact.gender:
            return True
        for ending in self.scope.lexicon.words["feminine_endings"]:
            if noun.endswith(ending) and noun.removesuffix(ending) in forms:
                return fact.gender != "male"
            if noun + ending in forms:
                return fact.gender != "female"
        return True

    def bears(self, known: Known, nouns: frozenset[str], kinds: frozenset[str]) -> bool:
        """Whether somebody holds an office of some kinds that is called by one of some nouns, if there are any."""
        if not nouns or known.nouns & nouns:
            return True
        labels = [o.label(self.scope.lexicon.pack.code) for o in self.offices(known.key) if o.kind in kinds]
        firsts = {words[0] for label in labels if (words := self.scope.lexicon.fold_all(label))}
        return not firsts or bool(firsts & nouns)
