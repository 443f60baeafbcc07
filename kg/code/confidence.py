"""How sure an event is: the share of events told in such a way that were right in annotated articles.

What is seen of an event are its traits ('type=meeting', 'guesses=1'); each has a weight, and the logistic function of
their sum is the event's confidence. Data of a language: `confidence.tsv` (trait, weight), which
`python -m kg.evaluate.training` writes; a language without it knows nothing of its events, and all are even chances.
What is less sure than `least_confidence` of `language.toml` is not told: on annotated articles such events cost more
in precision than they give.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from kg.code.draft import LEAD, Draft
from kg.errors import DataError
from kg.lang import Pack
from kg.model import Entity, LinkedDocument

_TABLE = "confidence"
_LONG, _FAR = 5, 12
"""Tokens from an event's word to its last argument: up to which it is near, and from which it is far."""
_LATE = 8
"""Number of the sentence from which an event is told late in an article."""
_MANY = 3
"""From which number on counts are one trait."""
_FLASH = 60
"""Tokens of an article below which it is too short to tell what kind of article it is."""
_BARE, _RICH = 0.1, 0.2
"""Linked mentions in a token of the article: below which it speaks of few things known, and from which of many."""


@dataclass(frozen=True, slots=True)
class _Scene:
    """What the article as a whole tells of its events."""

    officials: int
    density: float


def find_traits(drafts: Sequence[Draft], linked: LinkedDocument) -> list[tuple[str, ...]]:
    """The traits of each event of an article, in the order of the events.

    Args:
        drafts: all events of the article, settled.
        linked: the article they were found in.
    """
    table = {entity.id: entity for entity in linked.entities}
    scene = _Scene(
        officials=sum(_kind(e) == "official" for e in linked.entities),
        density=len(linked.mentions) / max(1, len(linked.document.tokens)),
    )
    return [tuple(dict.fromkeys(_traits(draft, scene, table, linked))) for draft in drafts]


def weigh(traits: Iterable[str], weights: Mapping[str, float]) -> float:
    """The confidence, in 0..1, of an event with these traits; traits without a weight count nothing."""
    return 1 / (1 + math.exp(-sum(weights.get(trait, 0.0) for trait in traits)))


@cache
def load_weights(pack: Pack) -> Mapping[str, float]:
    """The weights of a language, by trait; none where it has no table.

    Raises:
        DataError: a weight is not a number.
    """
    if not (pack.folder / f"{_TABLE}.tsv").is_file():
        return {}
    rows = pack.rows(_TABLE)
    try:
        return {row["trait"]: float(row["weight"]) for row in rows}
    except (KeyError, ValueError) as error:
        raise DataError(f"{pack.folder / _TABLE}.tsv: {error}") from error


def least(pack: Pack) -> float:
    """The confidence below which events of a language are not told."""
    return float(pack.facts.get("least_confidence", 0.0))


def _traits(draft: Draft, scene: _Scene, table: Mapping[str, Entity], linked: LinkedDocument) -> Iterator[str]:
    agents = [table[e] for e in draft.agents]
    others = [table[e] for e in draft.others]
    form = "verb" if draft.verbal else "noun"
    told = "background" if draft.background else "news"
    kinds = ("+".join(sorted({_kind(e) for e in side})) or "nobody" for side in (agents, others))
    yield "any"
    yield f"type={draft.type}"
    yield f"rule={draft.type}/{draft.frame.name}"
    yield f"form={form}"
    yield f"type={draft.type} form={form}"
    yield f"guesses={min(draft.guesses, 2)}"
    yield f"type={draft.type} guesses={min(draft.guesses, 1)}"
    yield f"status={draft.status}"
    yield f"told={told}"
    yield f"type={draft.type} {' -> '.join(kinds)}"
    yield f"agents={_count(len(agents))}"
    yield f"others={_count(len(others))}"
    yield f"type={draft.type} parties={_count(len(agents) + len(others))}"
    yield f"topics={_count(len(draft.topics))}"
    yield f"type={draft.type} topics={min(len(draft.topics), 1)}"
    yield f"place={'named' if draft.place and not draft.inferred else 'no'}"
    yield f"date={'named' if draft.date else 'no'}"
    yield f"sentence={_stand(draft.sentence, bool(linked.document.article.title))}"
    yield f"reach={_reach(draft)}"
    yield f"link={_link([*agents, *others])}"
    yield from draft.signs
    if len(linked.document.tokens) >= _FLASH:
        yield f"retold={'yes' if len(draft.sentences) > 1 else 'no'}"
        yield f"officials={_count(scene.officials)}"
        yield f"type={draft.type} officials={min(scene.officials, 1)}"
        yield f"density={'bare' if scene.density < _BARE else 'rich' if scene.density >= _RICH else 'middle'}"


def _kind(entity: Entity) -> str:
    if entity.type != "person":
        return entity.type if not entity.key.startswith("n:") else f"unknown {entity.type}"
    known = entity.office or entity.on_behalf_of or not entity.key.startswith("n:")
    return "official" if known else "person"


def _count(number: int) -> str:
    return str(number) if number < _MANY else f"{_MANY}+"


def _stand(sentence: int, titled: bool) -> str:
    return (
        "title" if sentence == 0 and titled else "lead" if sentence <= LEAD else "late" if sentence >= _LATE else "body"
    )


def _reach(draft: Draft) -> str:
    length = draft.reach - draft.first
    return "near" if length <= _LONG else "far" if length >= _FAR else "middle"


def _link(entities: Sequence[Entity]) -> str:
    lowest = min((e.confidence for e in entities), default=0.0)
    return "sure" if lowest >= 0.9 else "fair" if lowest >= 0.6 else "weak"
