"""Event frames and the other words that event coding knows, compiled from a language pack.

A frame says which words tell an event of a type and which grammatical slot fills which role. Slots have the same names
in every language (`subject`, `object`, `of`, and the names of markers such as `with`, `between`, `to`), so that the
machine that fills them is one for all.

Data of a language: `frames/*.toml` (one file an event type), `markers.toml` (prepositions, cues, pronouns and other
function words), `inflection.toml` (how words are inflected).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, cast, get_args

from kg.code.inflection import Features, inflect
from kg.errors import DataError
from kg.lang import Pack
from kg.model import EventType
from kg.text import fold, tokenize

Role = str
"""'agent', 'other', 'place', 'target', 'origin', 'bearer' (the agent where nobody else is), or '' for no part."""


@dataclass(frozen=True, slots=True)
class Frame:
    """How one group of words tells an event of one type."""

    name: str
    type: EventType
    roles: Mapping[str, Role]
    """Slot → role."""
    requires: int = 1
    """Least number of participants."""
    needs_agent: bool = False
    needs_other: bool = False
    needs_topic: bool = False
    official: bool = False
    """Needs no topic where somebody in office is named who says it."""
    needs_target: bool = False
    """A place or an other must be named (visits)."""
    carrier: str = ""
    """For light verbs: the slot of the noun that its subject fills ('subject', 'to'), or several, best first."""
    between_persons: EventType | None = None
    """The type that it is when two persons are all who take part."""
    of_body: EventType | None = None
    """The type that it is when one body of several states is all who take part ('a session of the council')."""
    sort: str = ""
    """What tells its events from others of the type between the same people ('farewell', 'session')."""
    status: str = ""
    """A status that the word itself gives ('called off the meeting')."""
    transitive: bool = False
    """A lone bare noun phrase after the verb is its object, the subject being understood."""
    weak: bool = False
    """Tells an event only where a subject and its other arguments are there."""
    suffered: bool = False
    """Of a noun: 'of' names whom it is done to, where nothing else does ('backing of X')."""
    beside: frozenset[str] = frozenset()
    """Folded words one of which the sentence must hold ('signed' an agreement, and not 'happened')."""
    without: frozenset[str] = frozenset()
    """Folded words none of which it may hold ('refused' a plan, and not 'to comment')."""
    gathers: bool = False
    """Of a noun: whoever is named bare later in the clause takes part ('there to receive him were X and Y')."""
    urges: bool = False
    """With a word of necessity after it ('stressed the need for X to …') it is a demand."""
    generic: bool = False
    """Tells that there was contact and not of which kind: any contact of the same people is it."""
    recalls: bool = False
    """A noun with no participant named means the parties of the last talks ('another round')."""
    lasting: bool = False
    """In the present tense the event is ongoing."""
    denies: bool = False
    """What it governs did not take place ('refused a meeting')."""
    parties: frozenset[str] = frozenset()
    """Of an agreement's own name: keys of who are parties to it, of whom those take part whom the document names."""
    measures: bool = False
    """Of a noun: it only says how much, where another word of the type tells the event ('aid of 10 million euros')."""
    fears: bool = False
    """What it governs is what somebody warns of, and nobody's position."""
    strikes: bool = False
    """A verb of the type may say whom the noun's event hit ('a raid targeted X')."""
    particle: str = ""
    """A marker or word that must follow for it to tell this ('ordered X out of …')."""
    adjacent: bool = False
    """Its object stands right after it ('is in Cairo')."""
    voiced: bool = False
    """A noun that tells an event only as what somebody says or gives ('voiced his thanks', 'drew criticism')."""
    attends: bool = False
    """Of a light verb: who does it is at a gathering that others hold ('took part in')."""
    meets: bool = False
    """Of a light verb: the person who does it and the one to whom he does it meet ('handed X a letter')."""
    earlier: bool = False
    """It was before what its sentence tells, on a day that is not told ('arrived on Monday, coming from X')."""
    quotes: bool = False
    """Tells a position only with a clause or a quotation after it: what else is announced is done."""
    intransitive: bool = False
    """A noun right after it is its subject, whoever that is ('said the head of …')."""
    stops: bool = False
    """Of a noun: a stop of a journey, which a place may be said to be ('A is his first stop')."""
    here: bool = False
    """Where no place is told, it is that of what was told last, or of the dateline ('flew in on Monday')."""
    inverts: bool = False
    """Its subject may follow it after a quotation ('"…," said X')."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One reading of a form: an event word (with its frame), a light verb, or a function word of some kind."""

    kind: str
    """'frame', 'light', 'attach', 'verb', or a kind of `markers.toml`: 'marker', 'relative', 'that', 'cue', …"""
    name: str
    features: Features
    frame: Frame | None = None
    values: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Lexicon:
    """All forms of a language's event words and function words, by folded first token; one object a language."""

    forms: Mapping[str, tuple[tuple[tuple[str, ...], tuple[Entry, ...]], ...]]
    """First token → (further tokens, entries), longest first."""
    pack: Pack
    enclitics: tuple[str, ...]
    conjunctions: tuple[str, ...]
    """Clitics that join ('و'); longest first."""
    complement_words: bool
    """Whether a bare noun may be followed by its complement with nothing between ('قصر السلام')."""
    closed: tuple[tuple[str, ...], tuple[str, ...]]
    """Beginnings and endings of words that take no complement."""
    adjectives: frozenset[str]
    """Adjectives, which take none either."""
    pronouns: Mapping[str, tuple[str, str]]
    """Pronoun (free, attached, or a class of `markers.toml`) → number and gender."""
    spoken: Mapping[str, tuple[str, ...]]
    """Attached pronoun of who speaks → endings of the nouns that it may follow."""
    speaking: tuple[str, ...]
    """Beginnings of verbs in the present tense of those who speak."""
    future: tuple[str, ...]
    """Clitics that put a verb into the future."""
    verb_first: bool
    """Whether a subject may follow its verb."""
    feminine: frozenset[str]
    """Types of entities whose names are feminine, where verbs agree with their subjects."""
    masculine: frozenset[str]
    """Names that are masculine all the same."""
    bounds: frozenset[str]
    """Words before a date that make it a bound and not the day ('since')."""
    verb_proclitics: frozenset[str]
    """What may stand before a verb."""
    no_pronoun: tuple[str, ...]
    """Endings of surfaces that are no pronoun though they fold to one ('ة')."""
    nominal_marks: tuple[str, ...]
    """Vowel signs that only nouns end in (with a letter that may follow them)."""
    nominal_beginnings: tuple[str, ...]
    """Beginnings of surfaces that are nouns after a noun, though they fold to a verb ('إ')."""
    homographs: frozenset[str]
    """Verbs whose past is spelled like their noun."""
    made: tuple[str, ...]
    """Endings of a noun that says what somebody is made or named."""
    sponsor: Frame | None
    """The frame of a mediation that only a marker tells ('an agreement under the auspices of X')."""
    urging: Frame | None
    """The frame of a statement of what must be done."""
    stay: Frame | None
    """The frame of a stay that only a place tells ('X, in Paris for talks, …')."""
    handing: Frame | None
    """The frame of a meeting in which something is handed over ('handed X a letter')."""
    guest: Frame | None
    """The frame of a visit that only a meeting tells ('received X in Paris')."""
    colon: Frame | None
    """The frame of 'SPEAKER: what they say', as in headlines."""
    cases: tuple[tuple[str, ...], tuple[str, ...]]
    """Endings of plural nouns that are subjects, and of those that are none."""
    manner_endings: tuple[str, ...]
    """Endings of adverbs that say how somebody acts."""
    verb_endings: tuple[str, ...]
    """Endings of words that are verbs where they follow a phrase, in an analytic language."""
    analytic: bool
    """Whether the words around a form tell its part of speech and voice, and order tells the subject."""

    def entries(self, word: str) -> tuple[Entry, ...]:
        """The entries of a form of one word, without clitics."""
        return next((entries for tail, entries in self.forms.get(word, ()) if not tail), ())


@cache
def compile_lexicon(pack: Pack) -> Lexicon:
    """Compile the frames and function words of a language.

    Raises:
        DataError: a data file is wrong; names the file and the entry.
    """
    inflection = pack.toml("inflection")
    collected: dict[tuple[str, ...], list[Entry]] = {}

    def add(words: str, entry: Entry) -> None:
        key = tuple(token.fold for token in tokenize(words))
        if not key:
            raise DataError(f"{pack.folder}: an empty form in '{entry.name}'")
        found = collected.setdefault(key, [])
        if entry not in found:
            found.append(entry)

    formless: dict[str, Frame] = {}
    for path in sorted((pack.folder / "frames").glob("*.toml")):
        data = pack.toml(f"frames/{path.stem}")
        formless = _formless_frames(data) | formless
        for words, entry in _frame_entries(data, inflection, str(path)):
            add(words, entry)
    no_pronoun = tuple(inflection.get("syntax", {}).get("no_pronoun", ())) or ("\0",)
    endings = tuple(inflection.get("syntax", {}).get("enclitics", ())) or ("\0",)
    for kind, table in sorted(pack.toml("markers").items()):
        for name, words in sorted(table.items()):
            for word in words:
                own = "pronoun" if word.endswith(endings) and not word.endswith(no_pronoun) else ""
                spelled = (word if kind == "plain" and " " not in word else "",)
                add(word, Entry(kind, name, Features(case=own), values=spelled))
    by_first: dict[str, list[tuple[tuple[str, ...], tuple[Entry, ...]]]] = {}
    for key, entries in collected.items():
        likely = sorted(entries, key=lambda e: e.features.tense == "present")
        by_first.setdefault(key[0], []).append((key[1:], tuple(likely)))
    forms = {first: tuple(sorted(tails, key=lambda t: (-len(t[0]), t[0]))) for first, tails in by_first.items()}
    syntax = inflection.get("syntax", {})
    pronouns = {fold(form): (number, gender) for form, (number, gender) in syntax.get("pronouns", {}).items()}
    enclitics = tuple(sorted(map(fold, syntax.get("enclitics", ())), key=lambda e: (-len(e), e)))
    return Lexicon(
        forms,
        pack,
        enclitics,
        tuple(map(fold, syntax.get("conjunctions", ()))),
        bool(syntax.get("complement_words", False)),
        (tuple(map(fold, syntax.get("closed_prefixes", ()))), tuple(map(fold, syntax.get("closed_suffixes", ())))),
        frozenset(map(fold, syntax.get("adjectives", "").split())),
        pronouns,
        {fold(form): tuple(map(fold, after)) for form, after in syntax.get("spoken", {}).items()},
        tuple(map(fold, syntax.get("speaking", ()))),
        tuple(map(fold, syntax.get("future", ()))),
        bool(syntax.get("verb_first", False)),
        frozenset(syntax.get("feminine", ())),
        frozenset(map(fold, syntax.get("masculine", ()))),
        frozenset(map(fold, syntax.get("bounds", ()))),
        frozenset(map(fold, syntax.get("verb_proclitics", ()))),
        tuple(syntax.get("no_pronoun", ())),
        tuple(syntax.get("nominal_marks", ())),
        tuple(syntax.get("nominal_beginnings", ())) or ("\0",),
        frozenset(map(fold, syntax.get("homographs", ()))),
        tuple(syntax.get("made", ())),
        formless.get("sponsor"),
        formless.get("urging"),
        formless.get("stay"),
        formless.get("handing"),
        formless.get("guest"),
        formless.get("colon"),
        (tuple(map(fold, syntax.get("subject_endings", ()))), tuple(map(fold, syntax.get("object_endings", ())))),
        tuple(map(fold, syntax.get("manner_endings", ()))),
        tuple(map(fold, syntax.get("verb_endings", ()))),
        bool(syntax.get("analytic", False)),
    )


_FLAGS = (
    "requires", "needs_agent", "needs_other", "needs_topic", "needs_target", "carrier", "between_persons",
    "of_body", "status", "sort", "transitive", "weak", "gathers", "urges", "generic", "recalls", "lasting",
    "inverts", "particle", "denies", "strikes", "adjacent",
    "intransitive", "voiced", "quotes", "suffered", "fears", "measures", "official", "earlier", "meets",
    "attends", "here", "stops",
)  # fmt: skip


def _frame_entries(data: dict[str, Any], inflection: dict[str, Any], where: str) -> Iterator[tuple[str, Entry]]:
    article = inflection.get("syntax", {}).get("article", "")
    common = {k: data[k] for k in _FLAGS if k in data}
    for group in data.get("group", ()):
        kind = group.get("kind", "frame")
        settings = common | {k: group[k] for k in _FLAGS if k in group}
        event_type = group.get("type", data.get("type", ""))
        if kind == "frame" and event_type not in get_args(EventType):
            raise DataError(f"{where}: group '{group.get('name')}' has no event type of the model: '{event_type}'")
        roles = dict(data.get("roles", {})) | dict(group.get("roles", {}))
        beside, without = (
            frozenset(token.fold for word in group.get(key, ()) for token in tokenize(word))
            for key in ("beside", "without")
        )
        parties = frozenset(group.get("parties", ()))
        words = {"beside": beside, "without": without, "parties": parties}
        frame = Frame(group["name"], cast(EventType, event_type), roles, **(settings | words))
        for verb in group.get("verbs", ()):
            for form, features in inflect(verb, "verb", inflection):
                yield form, Entry(kind, group["name"], features, frame)
        for noun in group.get("nouns", ()):
            for form, features in inflect(noun, "noun", inflection):
                if article and f" {article}" in form:
                    features = features._replace(definite=True)
                yield form, Entry(kind, group["name"], features, frame)
        for phrase in group.get("phrases", ()):
            yield phrase, Entry(kind, group["name"], Features("noun"), frame)
        for phrase in group.get("verb_phrases", ()):
            yield phrase, Entry(kind, group["name"], Features("verb", "past"), frame)
        for participle in group.get("participles", ()):
            for form, features in inflect(participle, "participle", inflection):
                yield form, Entry(kind, group["name"], features._replace(pos="verb"), frame)


_FORMLESS = frozenset({"sponsor", "urging", "stay", "handing", "guest", "colon"})
"""Kinds of groups that give a frame to what no word of theirs tells."""


def _formless_frames(data: dict[str, Any]) -> dict[str, Frame]:
    """The frames of the groups without words of their own, by kind; of several of a kind the first."""
    settings = {k: data[k] for k in _FLAGS if k in data}
    found: dict[str, Frame] = {}
    for group in data.get("group", ()):
        if group.get("kind") in _FORMLESS:
            frame = Frame(group["name"], cast(EventType, data["type"]), dict(data["roles"]), **settings)
            found.setdefault(group["kind"], frame)
    return found
