"""Who is meant where a text names nobody: pronouns, understood subjects, 'the two sides', 'the three leaders'.

`Discourse` is what the coder remembers while it reads an article from start to end.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.code.inflection import Features
from kg.model import Entity


@dataclass(slots=True)
class Discourse:
    """The running state: who acts, who was named, who met last."""

    entities: Mapping[str, Entity]
    pronouns: Mapping[str, tuple[str, str]]
    """Folded pronoun or pronoun class → (number, gender) by the language's data."""
    analytic: bool = False
    """Whether order tells the subject."""
    subject: tuple[str, ...] = ()
    """Who acts in the clause before."""
    contact: tuple[str, ...] = ()
    """Who took part in the last contact told, or the two of the last event of two."""
    partners: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Whom each person met last."""
    parties: tuple[str, ...] = ()
    """Who negotiated or agreed last."""
    lead: tuple[str, ...] = ()
    """The last person who acted."""
    speaker: tuple[str, ...] = ()
    """Who spoke last."""
    main: tuple[str, ...] | None = None
    """Who acts in the main clause being read, of whom its participles tell; None before its verb."""
    acting: tuple[str, ...] = ()
    """Who acts in the clause being read."""
    attended: str = ""
    """The type of event whose attendance list is being read, or ''."""
    recent: list[str] = field(default_factory=list)
    """Entities in order of last mention, latest last."""
    unread: set[tuple[int, int]] = field(default_factory=set)
    """Event words that no rule could read: number of the sentence and index of the item."""

    def see(self, entities: tuple[str, ...]) -> None:
        """Remember that these were just mentioned."""
        for entity in entities:
            if entity in self.recent:
                self.recent.remove(entity)
            self.recent.append(entity)
        del self.recent[:-12]

    def meet(self, who: tuple[str, ...]) -> None:
        """Remember that these met."""
        self.contact = who
        persons = tuple(filter(self.is_person, who))
        self.partners.update((one, tuple(e for e in persons if e != one)) for one in persons)

    def act(self, entities: tuple[str, ...]) -> None:
        """Remember that these act in the clause before."""
        self.subject = entities
        if self.analytic and not entities:
            # 'An adviser had been …, and he met': nobody who was named before.
            self.lead = ()
        if len(entities) == 1 and self.is_person(entities[0]):
            self.lead = entities

    def is_person(self, entity: str) -> bool:
        """Whether it is a human."""
        return self.entities[entity].type == "person"

    def is_state(self, entities: tuple[str, ...]) -> bool:
        """Whether it is one state."""
        return len(entities) == 1 and self.entities[entities[0]].type == "state"

    def principal(self, entity: str) -> str:
        """The state or body that a person acts for, where the document names it; else the entity itself."""
        key = self.entities[entity].on_behalf_of
        return next((e.id for e in self.entities.values() if key and e.key == key), entity)

    def is_man(self, entities: tuple[str, ...]) -> bool:
        """Whether it is one person, known to be a man."""
        return len(entities) == 1 and self.entities[entities[0]].gender == "male"

    def is_woman(self, entities: tuple[str, ...]) -> bool:
        """Whether it is one person, known to be a woman."""
        return len(entities) == 1 and self.entities[entities[0]].gender == "female"

    def _latest(self, accept: str, but: tuple[str, ...] = ()) -> tuple[str, ...]:
        for entity in reversed(self.recent):
            if entity in but:
                continue
            kind = self.entities[entity].type
            if (accept == "person" and kind == "person") or (accept == "body" and kind in ("state", "organization")):
                return (entity,)
        return ()

    def another(self, but: tuple[str, ...]) -> tuple[str, ...]:
        """The last person named apart from these: 'received him' is said of no one who receives himself."""
        return self._latest("person", but)

    def there(self) -> tuple[str, ...]:
        """The place that was named last ('and met in it …')."""
        return next(((e,) for e in reversed(self.recent) if self.entities[e].type == "place"), ())

    def pronoun(self, form: str) -> tuple[str, ...]:
        """Whom a pronoun means: the acting person for a singular masculine, the last pair for a dual, and so on."""
        number, gender = self.pronouns.get(form, ("sg", "m"))
        if number == "speaker":
            return self.speaker
        if number == "du":
            return self.subject if self.analytic and len(self.subject) == _TWO else self.pair()
        if number == "pl" and gender == "o":
            told = len(self.subject) > 1 and not set(self.subject) & set(self.acting)
            return self.subject if told else tuple(e for e in self.group() if e not in self.acting)
        if number == "pl":
            acting = (self.acting, self.subject) if self.analytic else ()
            return next((who for who in acting if len(who) > 1), self.group())
        if number == "latter":
            return self._latest("person")
        if gender == "o":
            told = len(self.subject) == 1 and self.is_person(self.subject[0]) and self.subject[0] not in self.acting
            return self.subject if told else self._latest("person", self.acting)
        if gender in ("p", "w"):
            return self._single(gender == "w")
        if gender == "r":
            who = self.acting or self.subject
            others = self.partners.get(who[0], ()) if len(who) == 1 else ()
            others = others if len(others) == 1 else tuple(e for e in self.contact if e not in who)
            partner = others if len(others) == 1 else self.another(self.acting or self.subject)
            self.see(partner)
            return partner
        if len(self.subject) == 1 and (
            gender != "f" or not self.is_person(self.subject[0]) or self.is_woman(self.subject)
        ):
            # States are feminine where verbs tell gender: 'his' is no state's.
            state = not self.analytic and gender != "f" and self.entities[self.subject[0]].type == "state"
            return (self._latest("person") or self.subject) if state else self.subject
        if gender == "f":
            return self._latest("body", tuple(map(self.principal, self.acting)) if self.analytic else ())
        return self._latest("person") if not any(map(self.is_person, self.subject)) else ()

    def _single(self, female: bool) -> tuple[str, ...]:
        """'He' or 'she': who acts, who acted last, or who was named last, whose gender is not known to be the other."""
        other = "male" if female else "female"
        fitting = {e for e in self.entities if self.is_person(e) and self.entities[e].gender != other}
        women = {e for e in fitting if self.entities[e].gender == "female"}
        for wanted in (women, fitting) if female else (fitting,):
            named = tuple(e for e in reversed(self.recent) if e in wanted)[:1]
            for who in (self.subject, self.lead, named):
                if len(who) == 1 and who[0] in wanted:
                    return who
        return ()

    def pair(self, kind: str = "any") -> tuple[str, ...]:
        """'The two': those who met last, or the last two named of one type.

        Args:
            kind: 'persons', 'states', 'parties' (who negotiated last), 'any', or what the keys of an office end in
                ('president'), several with '|' between them.
        """
        if kind == "parties" and len(self.parties) > 1:
            return self.parties
        sides: dict[str, str] = {}
        for entity in filter(self.is_person, self.contact if self.analytic and kind != "states" else ()):
            sides.setdefault(self.principal(entity), entity)
        if len(self.contact) > len(sides) == 2:
            return tuple(sides.values())
        types = {"states": ("state",), "any": ("person", "state"), "parties": ("person", "state")}.get(
            kind, ("person",)
        )
        if types == ("person",) and kind != "persons":
            holders = [e for e in self.recent if self.entities[e].office.endswith(tuple(kind.split("|")))]
            met = tuple(e for e in self.contact if e in holders)
            if len(met) == len({self.principal(e) for e in met}) == 2:
                return met
            if len(holders) > 1 and not set(self.contact) <= set(holders):
                return tuple(holders[-2:])
        if len(self.contact) == 2 and all(self.entities[e].type in (*types, "organization") for e in self.contact):
            return self.contact
        if self.analytic and kind == "states" and len(self.contact) == 2:
            states = tuple(self.principal(e) for e in self.contact)
            if all(self.entities[e].type == "state" for e in states):
                return states
        for wanted in types:
            same = [
                e for e in self.recent if self.entities[e].type == wanted and not (self.analytic and e in self.acting)
            ]
            if len(same) >= 2:
                return tuple(same[-2:])
        return ()

    def group(self) -> tuple[str, ...]:
        """All who met last, where they were several."""
        return self.contact if len(self.contact) > 1 else ()

    def understood(self, features: Features, spoken: bool = False) -> tuple[str, ...]:
        """The subject that a verb without one has, by the number of its form; of a `spoken` verb the last speaker."""
        if features.number == "du":
            return self.pair()
        if features.number == "pl":
            return self.group()
        spoke = spoken and any(map(self.is_person, self.speaker)) and not any(map(self.is_person, self.subject))
        subject = self.speaker if spoke else self.subject
        if features.gender == "f" and self.is_man(subject):
            return ()
        if self.is_state(subject) and features.gender == "m" and not self.analytic:
            # States are feminine where verbs tell gender: 'when he meets' is said of no state.
            return self.lead if self.lead == self._latest("person") else ()
        return subject


_TWO = 2
