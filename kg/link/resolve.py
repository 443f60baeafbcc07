"""From noun phrases to mentions of entities, in text order."""

from __future__ import annotations

from typing import get_args

from kg.link.context import Context
from kg.link.known import Answer
from kg.link.parts import Phrase
from kg.link.people import People
from kg.link.registry import Registry
from kg.link.scope import Scope
from kg.link.shorts import of_short
from kg.link.things import Meaning, Things
from kg.model import DateSpan, EntityType, MentionKind

TYPES = frozenset(get_args(EntityType))


class Resolver:
    """Says of one phrase after the other what it stands for."""

    def __init__(self, scope: Scope, context: Context, when: DateSpan | None) -> None:
        """Begin a document.

        Args:
            scope: its tokens and names.
            context: what the whole of it tells.
            when: the article's date, if known.
        """
        self.scope = scope
        self.context = context
        self.people = People(scope, context, when)
        self.things = Things(scope, context)
        self.registry = Registry(scope.row.finder, scope.row.document.tokens)
        self._owners: list[tuple[int, str]] = []

    def resolve(self, phrase: Phrase, *, nested: bool = False) -> None:
        """Note the mentions of a phrase and of those within it."""
        if phrase.sort == "person":
            self._person(phrase, nested)
        elif phrase.sort == "several":
            self._several(phrase, nested)
        elif phrase.sort in ("title", "anaphor"):
            self._reference(phrase, nested)
        elif phrase.sort == "demonym":
            self._demonym(phrase, nested)
        else:
            meaning = self._meaning(phrase)
            if meaning is not None:
                kind: MentionKind = "name" if phrase.sort in ("thing", "venue") else "nominal"
                self._note(phrase, meaning, kind, nested)
                core = phrase.name
                if core is not None and kind == "name" and (core.first, core.last) != (phrase.first, phrase.last):
                    self.registry.drafts[meaning.key].spans.setdefault(
                        self.registry.span(core.first, core.last, core.reading)
                    )
            for inner in phrase.nested:
                self.resolve(inner, nested=meaning is not None or nested)

    def _meaning(self, phrase: Phrase) -> Meaning | None:
        if phrase.sort == "venue":
            return self.things.of_venue(phrase)
        if phrase.sort == "short":
            return of_short(phrase, self.things)
        if phrase.sort == "body":
            return self.things.of_body(phrase)
        return self.things.of_name(phrase)

    def _note(self, phrase: Phrase, meaning: Meaning, kind: MentionKind, nested: bool) -> None:
        draft = self.registry.draft(meaning.key, meaning.type, meaning.name, meaning.confidence, meaning.candidates)
        draft.on_behalf_of = draft.on_behalf_of or meaning.on_behalf_of
        self.registry.mention(phrase.first, phrase.last, phrase.reading, (meaning.key,), draft.type, kind,
                              nested=nested, rule=meaning.rule)  # fmt: skip
        fact = self.scope.row.finder.fact(meaning.key)
        if not nested and kind == "name" and meaning.type in ("state", "organization"):
            self._owners.append((phrase.first, meaning.key))
        if meaning.type == "organization":
            self.things.note(meaning.key, fact.kind if fact else meaning.name)

    def _demonym(self, phrase: Phrase, nested: bool) -> None:
        called = phrase.name
        assert called is not None
        if not nested and self.scope.is_people(called.first, called.last):
            return
        fact = next((f for _, f in called.entries if f.type in ("state", "organization")), None)
        if fact is None or fact.type not in TYPES:
            return
        self._note(phrase, Meaning(fact.key, fact.type, "demonym"), "demonym", nested)  # type: ignore[arg-type]

    def _reference(self, phrase: Phrase, nested: bool) -> None:
        row = phrase.form.row if phrase.form else None
        titles = row.titles if row else frozenset(phrase.titles)
        kinds, nouns = (row.kinds, row.nouns) if row else (frozenset(), frozenset())
        answer = self.people.by_title(titles, kinds, nouns, phrase.first)
        if answer is not None:
            if answer.key not in self.people.found:
                self.registry.draft(answer.key, "person", "", answer.confidence)
                self.people.cast.note(answer.key, phrase, nested=nested)
            self.people.cast.see(answer.key, phrase, nested=nested)
            self.registry.mention(phrase.first, phrase.last, phrase.reading, (answer.key,), "person", "nominal",
                                  nested=nested, rule=answer.rule)  # fmt: skip

    def _person(self, phrase: Phrase, nested: bool) -> None:
        self._lend_state(phrase)
        for inner in phrase.nested:
            self.resolve(inner, nested=True)
        if phrase.name is not None:
            answer: Answer | None = self.people.named(phrase)
            other = self.people.leading(phrase, answer) if answer else None
            if other is not None:
                split = phrase.roles[0]
                first = Phrase(phrase.first, split.last, "person", phrase.reading, phrase.titles, [split])
                self._record(first, other, nested)
                rest = phrase.roles[1:]
                phrase = Phrase(rest[0].first, phrase.last, "person", rest[0].reading, (), rest, phrase.name)
        else:
            answer = self.people.by_role(phrase, phrase.first)
        if answer is None:
            self._stand_in(phrase, nested)
            return
        self._record(phrase, answer, nested)

    def _several(self, phrase: Phrase, nested: bool) -> None:
        """Holders of like offices of several states, in one phrase."""
        for inner in phrase.nested:
            self.resolve(inner, nested=True)
        keys = []
        for role in phrase.roles:
            answer = self.people.by_role(Phrase(role.first, role.last, "person", roles=[role]), phrase.first)
            if answer is not None:
                draft = self.registry.draft(answer.key, "person", "", answer.confidence)
                draft.office, draft.on_behalf_of = (
                    draft.office or answer.office,
                    draft.on_behalf_of or answer.on_behalf_of,
                )
                keys.append(answer.key)
        if keys:
            distinct = tuple(dict.fromkeys(keys))
            self.registry.mention(phrase.first, phrase.last, phrase.reading, distinct, "person", "role",
                                  nested=nested, rule="offices")  # fmt: skip

    def _lend_state(self, phrase: Phrase) -> None:
        """A role of 'the kingdom' is of what that is; 'its' role of what the sentence, or that before, is about.

        A role within a known person's is of that person's state.
        """
        if phrase.name is None and self.scope.is_any(phrase.first - 1, "its"):
            for role in phrase.roles[:1]:
                role.jurisdiction = role.jurisdiction or self._owner_before(phrase.first)
        for role in phrase.roles:
            for inner in role.nested:
                meaning = of_short(inner, self.things) if inner.sort == "short" and not role.jurisdiction else None
                if meaning is not None and meaning.type in ("state", "organization"):
                    role.jurisdiction = meaning.key
        if phrase.name is None or len(phrase.name.entries) != 1:
            return
        country = phrase.name.entries[0][1].country
        for inner in phrase.nested:
            for role in inner.roles:
                if role.office and not role.jurisdiction and not role.offices and inner.name is None:
                    role.jurisdiction = country

    def _owner_before(self, at: int) -> str:
        """The key of the state or body that the sentence of a token names first, or else the one before does; or ''."""
        ends, starts = self.scope.row.ends, [first for first, _ in self._owners]
        told = [key for first, key in self._owners if ends[first] == ends[at]]
        if told or not starts:
            return told[0] if told else ""
        last = ends[starts[-1]]
        return next(key for first, key in self._owners if ends[first] == last) if at - last <= 1 else ""

    def _record(self, phrase: Phrase, answer: Answer, nested: bool) -> None:
        """Note that a phrase stands for a person."""
        called = phrase.name
        name = self.scope.surface(called.first, called.last, called.reading) if called else ""
        if not name and answer.key not in self.registry.drafts:
            name = self.scope.surface(phrase.first, phrase.last, phrase.reading)
        draft = self.registry.draft(answer.key, "person", name, answer.confidence, answer.candidates)
        draft.office = draft.office or answer.office
        draft.on_behalf_of = draft.on_behalf_of or answer.on_behalf_of
        kind: MentionKind = "name" if called else ("role" if phrase.roles[0].jurisdiction else "nominal")
        self.registry.mention(phrase.first, phrase.last, phrase.reading, (answer.key,), "person", kind,
                              nested=nested, rule=answer.rule)  # fmt: skip
        if called is not None:
            draft.spans.setdefault(self.registry.span(called.first, called.last, called.reading))
            for role in phrase.roles:
                draft.spans.setdefault(self.registry.span(role.first, role.last, role.reading))
        self.people.cast.note(answer.key, phrase, nested=nested)

    def _stand_in(self, phrase: Phrase, nested: bool) -> None:
        """A role whose holder nobody knows stands for its state or body."""
        role = phrase.roles[0]
        if not role.stands or not role.jurisdiction:
            for role in phrase.roles:
                if role.stands and role.jurisdiction:
                    break
            else:
                return
        inner = (n.name.entries[0][1] for n in phrase.nested if n.name is not None and n.name.entries)
        body = next((f for f in inner if f.type == "organization"), None)
        # Who is one of many speaks for the body named in his role: 'a State Department spokesman'.
        many = body is not None and self.scope.is_word(role.kind, "many_kinds")
        fact = body if many else self.scope.row.finder.fact(role.jurisdiction)
        if fact is None or fact.type not in ("state", "organization"):
            return
        self._note(phrase, Meaning(fact.key, fact.type, "role-body"), "role", nested)
