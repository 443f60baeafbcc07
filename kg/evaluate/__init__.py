"""Scores of extractions against gold: what a careful analyst would have put in the graph.

Everything is at document level, and all scores are micro-averages over documents:

- link: the Wikidata ids of a document.
- nil: its entities without one, by name or mention.
- met: who met whom. Pairs that share a contact (meeting, call, talks, mediation, message), or a visitor and what it
  visits; a contact of n shares a weight of n/2 among its pairs, so that a long list of attendees does not drown the
  rest.
- event: an event is right when its type is and at least half of all its participants are shared (Jaccard); each gold
  event is matched once.
- slots: over matched events, the share with the right place, date and status, where gold tells one, and topics.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import Any

from kg.errors import InputError
from kg.evaluate.gold import Happening, Telling, Thing, read_gold, telling_of_extraction, telling_of_gold
from kg.model import Extraction

_CONTACTS = frozenset({"meeting", "call", "talks", "mediation", "message"})
_LEAST_OVERLAP = 0.5
_SLOTS = ("place", "date", "status")


@dataclass(frozen=True, slots=True)
class Ratio:
    """What was right, of what gold holds and of what was found."""

    right: float = 0.0
    gold: float = 0.0
    found: float = 0.0

    def __add__(self, other: Ratio) -> Ratio:
        return Ratio(self.right + other.right, self.gold + other.gold, self.found + other.found)

    @property
    def precision(self) -> float:
        """Share of what was found that is right."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold that was found."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        return 2 * self.right / (self.gold + self.found) if self.right else 0.0


@dataclass(frozen=True)
class Scores:
    """All scores over some documents."""

    documents: int = 0
    link: Ratio = Ratio()
    nil: Ratio = Ratio()
    met: Ratio = Ratio()
    event: Ratio = Ratio()
    place: Ratio = Ratio()
    date: Ratio = Ratio()
    status: Ratio = Ratio()
    topics: Ratio = Ratio()
    types: Mapping[str, Ratio] = field(default_factory=dict)
    """By event type, sorted."""

    def __add__(self, other: Scores) -> Scores:
        names = ("link", "nil", "met", "event", *_SLOTS, "topics")
        types = {
            t: self.types.get(t, Ratio()) + other.types.get(t, Ratio()) for t in sorted({*self.types, *other.types})
        }
        sums = {name: getattr(self, name) + getattr(other, name) for name in names}
        return Scores(self.documents + other.documents, types=types, **sums)

    def figures(self) -> dict[str, float]:
        """The headline figures by name: F1 of link, nil, met, event and topics; shares of place, date and status."""
        f1 = {name: getattr(self, name).f1 for name in ("link", "nil", "met", "event", "topics")}
        return f1 | {name: getattr(self, name).recall for name in _SLOTS}


def evaluate(gold: Path, extractions: Iterable[Extraction], lang: str = "") -> Scores:
    """Score extractions against the gold files of a folder.

    A gold document of which there is no extraction counts as found empty; an extraction without gold is left out.

    Args:
        gold: folder with NAME.json files.
        extractions: in any order; matched to gold by the article's id.
        lang: score only documents of this language; all where ''.

    Raises:
        InputError: the folder holds no gold of that language, or a file of it is not gold.
    """
    found = {extraction.article.id: extraction for extraction in extractions}
    documents = [d for d in read_gold(gold) if not lang or d.get("lang") == lang]
    if not documents:
        raise InputError(f"{gold}: no gold documents" + (f" in '{lang}'" if lang else ""))
    scores = Scores()
    for document in documents:
        scores += _score(telling_of_gold(document), telling_of_extraction(found.get(document["id"])))
    return scores


def match_events(document: Mapping[str, Any], extraction: Extraction) -> dict[int, int]:
    """Number of an event of an extraction → that of the gold event that it tells; what gold lacks is not in it."""
    gold, found = telling_of_gold(document), telling_of_extraction(extraction)
    names = _align(gold.things, found.things)
    return {j: i for i, j in _match(gold.happenings, [_rename(h, names) for h in found.happenings])}


def name_entities(document: Mapping[str, Any], extraction: Extraction) -> dict[str, str]:
    """Ids of an extraction's entities → the gold entity's id that each names, or a name of its own."""
    return _align(telling_of_gold(document).things, telling_of_extraction(extraction).things)


def report(scores: Scores) -> str:
    """The scores as a plain table."""
    lines = [f"{scores.documents} documents"]
    for name in ("link", "nil", "met", "event", "topics"):
        ratio: Ratio = getattr(scores, name)
        lines.append(
            f"{name:8}P {ratio.precision:.3f}  R {ratio.recall:.3f}  F1 {ratio.f1:.3f}  (gold {ratio.gold:.0f})"
        )
    lines.append("        " + "  ".join(f"{name} {getattr(scores, name).recall:.3f}" for name in _SLOTS))
    for name, ratio in scores.types.items():
        shares = f"P {ratio.precision:.2f}  R {ratio.recall:.2f}  F1 {ratio.f1:.2f}"
        lines.append(f"  {name:12} {shares}  gold {ratio.gold:.0f}  found {ratio.found:.0f}")
    return "\n".join(lines)


def _score(gold: Telling, found: Telling) -> Scores:
    names = _align(gold.things, found.things)
    unsure = {thing.id for thing in gold.things if thing.qid is not None and not thing.linked}
    sure = [thing for thing in found.things if names[thing.id] not in unsure]
    told = [_rename(happening, names) for happening in found.happenings]
    matched = [(gold.happenings[i], told[j]) for i, j in _match(gold.happenings, told)]
    types = {
        t: Ratio(
            sum(g.type == t for g, _ in matched),
            sum(g.type == t for g in gold.happenings),
            sum(f.type == t for f in told),
        )
        for t in sorted({h.type for h in (*gold.happenings, *told)})
    }
    slots = {
        slot: Ratio(
            sum(getattr(g, slot) == getattr(f, slot) for g, f in matched if getattr(g, slot) is not None),
            sum(getattr(g, slot) is not None for g, _ in matched),
        )
        for slot in _SLOTS
    }
    return Scores(
        documents=1,
        link=_overlap({t.qid for t in gold.things if t.linked}, {t.qid for t in sure if t.qid}),
        nil=_overlap({t.id for t in gold.things if t.qid is None}, {names[t.id] for t in sure if not t.qid}),
        met=_overlap_weighted(_pairs(gold.happenings), _pairs(told)),
        event=Ratio(len(matched), len(gold.happenings), len(told)),
        topics=sum((_overlap(g.topics, f.topics) for g, f in matched), Ratio()),
        types=types,
        **slots,
    )


def _align(gold: Sequence[Thing], found: Sequence[Thing]) -> dict[str, str]:
    """Found ids → the gold thing's id that each names, or a name of its own."""
    by_qid = {thing.qid: thing.id for thing in gold if thing.linked}
    rest = [thing for thing in gold if not thing.linked]

    def name(thing: Thing) -> str:
        if thing.qid in by_qid:
            return by_qid[thing.qid]
        for other in rest:
            may_be = other.qid is not None or thing.qid is None
            if may_be and (other.name == thing.name or other.surfaces & thing.surfaces):
                return other.id
        return f"found:{thing.id}"

    return {thing.id: name(thing) for thing in found}


def _rename(happening: Happening, names: Mapping[str, str]) -> Happening:
    return Happening(
        happening.type,
        frozenset(names.get(i, i) for i in happening.agents),
        frozenset(names.get(i, i) for i in happening.others),
        names.get(happening.place, happening.place) if happening.place else None,
        happening.date,
        happening.status,
        happening.topics,
    )


def _match(gold: Sequence[Happening], found: Sequence[Happening]) -> list[tuple[int, int]]:
    """Indices of gold happenings and of the found ones that tell them.

    Those that share most participants come first, then those that share most slots.
    """
    options = []
    for i, one in enumerate(gold):
        for j, other in enumerate(found):
            union = one.participants | other.participants
            share = len(one.participants & other.participants) / len(union) if union else 0.0
            if one.type == other.type and share >= _LEAST_OVERLAP:
                alike = sum(getattr(one, slot) == getattr(other, slot) for slot in _SLOTS)
                options.append((-share, -alike, i, j))
    taken: dict[int, int] = {}
    for _, _, i, j in sorted(options):
        if i not in taken and j not in taken.values():
            taken[i] = j
    return list(taken.items())


def _pairs(happenings: Sequence[Happening]) -> dict[tuple[bool, frozenset[str]], float]:
    """Who met whom, with the greatest weight that a happening gives it; visits apart from contacts."""
    found: dict[tuple[bool, frozenset[str]], float] = {}
    for happening in happenings:
        who = sorted(happening.participants)
        if happening.type == "visit":
            goals = happening.others | ({happening.place} if happening.place else set())
            ends = [frozenset((a, b)) for a in happening.agents for b in goals if a != b]
            weight = 1.0
        elif happening.type in _CONTACTS:
            ends = [frozenset(pair) for pair in combinations(who, 2)]
            weight = 1 / max(1, len(who) - 1)
        else:
            continue
        for pair in ends:
            key = (happening.type == "visit", pair)
            found[key] = max(weight, found.get(key, 0.0))
    return found


def _overlap(gold: Iterable[str | None], found: Iterable[str | None]) -> Ratio:
    one, other = set(gold), set(found)
    return Ratio(len(one & other), len(one), len(other))


def _overlap_weighted(
    gold: Mapping[tuple[bool, frozenset[str]], float], found: Mapping[tuple[bool, frozenset[str]], float]
) -> Ratio:
    shared = sum(min(weight, found[key]) for key, weight in gold.items() if key in found)
    return Ratio(shared, sum(gold.values()), sum(found.values()))
