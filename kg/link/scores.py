"""How likely each of the things that a name may mean is, by the name, the phrase and the document."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kg.gazetteer import Fact, Gazetteer, NameEntry, Tenure
from kg.link.confidence import read_confidence
from kg.link.context import Context
from kg.link.parts import Called, Phrase, Role
from kg.link.scope import Scope
from kg.link.spellings import skeleton
from kg.model import Candidate, DateSpan

ALIKE = 3
"""Consonants that a family name must share with another to be its spelling, where the first names differ."""
TOLD = 4
"""Candidates of a doubtful link that are told, at most."""
SPOKEN_OF = 2
"""Times a state is named in a document that is about it."""
REGIONS = ("admin1", "region", "territory")
Entries = Sequence[tuple[NameEntry, Fact]]


def score_people(
    entries: Entries, phrase: Phrase, context: Context, scope: Scope, when: DateSpan | None
) -> list[Candidate]:
    """The persons that a name may mean, each with its chance, likeliest first."""
    given = phrase.name is not None and scope.row.finder.words[phrase.name.folds[0]].may_name
    entries = _without_unnamed(entries, phrase, scope)

    def signs(entry: NameEntry, fact: Fact) -> dict[str, float]:
        tenures = scope.row.finder.tenures(fact.key)
        found = _of_any(entry, fact, entries, context, scope)
        if fact.key in scope.known and phrase.name is not None and len(phrase.name.folds) == 1:
            found["named in full"] = 1.0
        if "from the index" in found:
            found |= {"with a title": float(bool(phrase.titles or phrase.roles)), "given name": float(given)}
        for role in phrase.roles:
            if holds(role, tenures, scope.gazetteer):
                sign = "held office"
            elif role.jurisdiction and role.jurisdiction == fact.country:
                sign = "of that state"
            elif role.jurisdiction.startswith("Q") and fact.country and role.office and not role.nested[1:]:
                sign = "of another state"
            else:
                sign = "not in office" if role.office else "role"
            found[sign] = found.get(sign, 0.0) + 1.0
        if when is not None:
            if any(t.start <= when.latest and (not t.end or t.end >= when.earliest) for t in tenures):
                found["in office"] = 1.0
            if (fact.died or fact.born) and not scope.gazetteer.is_alive(fact.key, when):
                found["not alive"] = 1.0
        return found

    return _scored("person", entries, signs)


def _without_unnamed(entries: Entries, phrase: Phrase, scope: Scope) -> Entries:
    """Those whom the document names in full, where a family name without a role may mean one of them."""
    short = phrase.name is not None and len(phrase.name.folds) == 1 and not (phrase.roles or phrase.titles)
    return [(entry, fact) for entry, fact in entries if short and fact.key in scope.known] or entries


def score_things(entries: Entries, phrase: Phrase, called: Called, context: Context, scope: Scope) -> list[Candidate]:
    """The states, places and bodies that a name may mean, each with its chance, likeliest first."""
    form, before = phrase.form, called.first - 1
    press = (
        (form is not None and form.name == "media") or scope.is_any(before, "press_before") or _quoted(scope, called)
    )
    noun, region = scope.is_any(before, "place_nouns"), scope.is_any(before, "region_nouns")
    if form is not None and form.name == "place":
        noun, region = True, scope.has_any(phrase.first, "region_nouns")
    entries = _without_untold(entries, context)
    keys = {fact.key for _, fact in entries}

    def signs(entry: NameEntry, fact: Fact) -> dict[str, float]:
        found = {fact.type: 1.0, **_of_any(entry, fact, entries, context, scope)}
        if fact.country in keys:
            found.pop("state in text", None)
        if context.keys[fact.key] > (len(keys) == 1):
            found["named"] = 1.0
        if fact.type == "state" and len(keys) > 1:
            found["state told"] = float(min(3, context.states[fact.key]))
        if fact.kind == "media":
            found["press" if press else "no press"] = 1.0
        if noun:
            found["its noun" if (fact.kind in REGIONS) == region else "another noun"] = 1.0
        elif fact.kind in REGIONS and form is None:
            found["region"] = 1.0
        return found

    return _scored("thing", entries, signs)


def _without_untold(entries: Entries, context: Context) -> Entries:
    """The meanings but for states that nothing else names, where the capital of a state that is spoken of is one.

    'عمان' in an article on Jordan is Amman, unless Oman is told by another word too.
    """
    capital = any(context.states[fact.capital_of] >= SPOKEN_OF for _, fact in entries if fact.capital_of)
    if not capital:
        return entries
    return [(entry, fact) for entry, fact in entries if fact.type != "state" or context.states[fact.key]]


def _of_any(entry: NameEntry, fact: Fact, entries: Entries, context: Context, scope: Scope) -> dict[str, float]:
    """What tells of any thing: its name, how much news is of it, who and what else the document names."""
    found = {"any": 1.0, "behind": max(f.prior for _, f in entries) - fact.prior}
    if entry.sort != "full":
        found[entry.sort] = 1.0
    country = fact.country or fact.capital_of
    near = bool(country) and context.states[country] > context.keys[fact.key]
    if near:
        found["state in text"] = 1.0
    if context.joins(fact.key, scope):
        found["in company"] = 1.0
    if scope.row.finder.is_curated(fact.key):
        found["needs context"] = float(entry.weak)
    else:
        found |= {"from the index": 1.0, "prior": fact.prior, "stranger": float(not near)}
        if any(scope.row.finder.is_curated(f.key) for _, f in entries):
            found["beside the facts"] = 1.0
    return found


def _scored(sort: str, entries: Entries, signs: Callable[[NameEntry, Fact], dict[str, float]]) -> list[Candidate]:
    facts: dict[str, tuple[Fact, dict[str, float]]] = {}
    for entry, fact in entries:
        if fact.key not in facts:
            facts[fact.key] = fact, signs(entry, fact)
    chances = read_confidence().chances(sort, [row for _, row in facts.values()])
    found = [
        Candidate(
            fact.key,
            fact.label("en"),
            round(chance, 3),
            ", ".join(sign for sign, much in row.items() if much and sign not in UNTOLD),
        )
        for (fact, row), chance in zip(facts.values(), chances, strict=True)
    ]
    return sorted(found, key=lambda c: (-c.score, c.key))


UNTOLD = ("any", "behind", "prior", "person", "state", "place", "organization")


def _quoted(scope: Scope, called: Called) -> bool:
    """Whether a name stands in quotation marks as those of newspapers do."""
    if not scope.is_any(called.first - 1, "opening") or not scope.is_any(called.last, "closing"):
        return False
    return scope.is_any(called.first - 2, "quoting") or scope.is_any(called.first - 2, "press_before")


def holds(role: Role, tenures: Sequence[Tenure], gazetteer: Gazetteer) -> bool:
    """Whether one of a person's tenures is of the office that a role names."""
    for tenure in tenures:
        key = tenure.office
        if key in role.offices:
            return True
        office = gazetteer.office(key)
        if office and office.kind == role.kind and role.jurisdiction in ("", office.jurisdiction):
            return True
    return False


def resembles(key: str, folds: tuple[str, ...], scope: Scope) -> bool:
    """Whether a name may be another spelling of a known person's."""
    lexicon = scope.lexicon
    pack = lexicon.pack
    for lang, sort, name in scope.gazetteer.names_of(key):
        if lang != pack.code or sort not in ("full", "alias", "short"):
            continue
        tokens = scope.lexicon.fold_all(name)
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
