"""Ids for facts that have none: the same thing in a gazetteer that has its Wikidata id."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from kg.gazetteer.folding import fold_name, join
from kg.gazetteer.gazetteer import Gazetteer
from kg.gazetteer.records import Fact
from kg.gazetteer.sounds import sounds

SURE = 2
"""What the evidence for a match must weigh; see `_weight`."""
ONE_WORD = 0.6
"""From this likeness of sound on, names in two languages are one word: of nineteen persons in twenty they are."""
_Named = tuple[str, str]
"""A language and a name."""


def known_as(facts: Gazetteer, known: Gazetteer) -> dict[str, str]:
    """The Wikidata ids of facts without one ('x:slug'), as another gazetteer tells them; only where they are sure.

    Sure: a full name is the same and so is the type, nothing contradicts it (state, life, sex), no second thing fits
    as well, and besides the name something agrees: the state, an office, or a name in a second language that is no
    spelling of the first, of a thing of the same kind. Whoever shares a name in one script shares it in the other, too.
    No two facts get one id, and none an id that another fact has.

    The graph says `owl:sameAs` from the IRI of the old key to that of the id: see `Gazetteer.formerly`.
    """
    found: dict[str, list[str]] = {}
    for fact in facts.unidentified():
        if (qid := _id_of(fact, facts, known)) and facts.fact(qid) is None:
            found.setdefault(qid, []).append(fact.key)
    return {keys[0]: qid for qid, keys in sorted(found.items()) if len(keys) == 1}


def _id_of(fact: Fact, facts: Gazetteer, known: Gazetteer) -> str:
    same: dict[str, list[_Named]] = {}
    for lang, sort, name in facts.names_of(fact.key):
        if sort not in ("full", "alias"):
            continue
        joined = join(fold_name(name))
        for match, entries in known.matches(joined):
            if match == joined:
                for entry in entries:
                    if entry.sort in ("full", "alias"):
                        same.setdefault(entry.key, []).append((lang, name))
    weights = []
    for key, names in same.items():
        other = known.fact(key)
        if other is not None and other.type == fact.type:
            weights.append((_weight(fact, other, names, facts, known), key))
    weights.sort(reverse=True)
    if not weights or weights[0][0] < SURE or (len(weights) > 1 and weights[1][0] == weights[0][0]):
        return ""
    return weights[0][1]


def _weight(fact: Fact, other: Fact, names: Sequence[_Named], facts: Gazetteer, known: Gazetteer) -> int:
    """What speaks for two facts being one: name 1, other words for it 1, state 1, office 2; what cannot be -9."""
    for one, another in ((fact.country, other.country), (fact.gender, other.gender), (fact.born[:4], other.born[:4])):
        if one and another and one != another:
            return -9
    weight = 1 + (fact.kind == other.kind and _differ(names)) + bool(fact.country and fact.country == other.country)
    posts = [{_post(t.office, g) for t in g.tenures(f.key)} for f, g in ((fact, facts), (other, known))]
    return weight + 2 * bool((posts[0] & posts[1]) - {("", "")})


def _differ(names: Sequence[_Named]) -> bool:
    """Whether two languages call a thing by other words, and not by one word in two scripts."""
    pairs = [(one, two) for (a, one), (b, two) in combinations(names, 2) if a != b]
    return bool(pairs) and max(sounds().alike(one, two) for one, two in pairs) < ONE_WORD


def _post(key: str, gazetteer: Gazetteer) -> tuple[str, str]:
    office = gazetteer.office(key)
    return (office.kind, office.jurisdiction) if office else ("", "")
