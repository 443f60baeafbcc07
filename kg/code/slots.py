"""When, where, in what state and about what an event is: what annotated articles make likely of all that is told.

The rules say what the construction tells or the story shares. Beside that stands every other date and place told
around the event (`options`) and every other topic of the article (`matters`). Each option has traits, each trait a
weight. The likeliest date, place and status is taken, and that the text tells none is an option, too; of topics all
that are likely enough.

Data of a language: `slots.tsv` (trait, date, place, status, topic), which `python -m kg.evaluate.training` writes; a
language without it has what the rules say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TypeVar

from kg.code.draft import Draft
from kg.code.matters import topic_options
from kg.code.options import chooses_place, date_options, place_options, status_options
from kg.code.scene import Scene
from kg.code.weights import Trait, add_up, read_weights, weigh_traits
from kg.lang import Pack

Value = TypeVar("Value")

_DATE_RATHER, _PLACE_RATHER, _STATUS_RATHER = 3.0, 1.5, 0.5
"""By how much, in log odds, no date, no place or another status than the rules' must be likelier to be taken: in
articles never seen, more of the told ones are then right than by the rules, and fewer of the untold ones are filled."""
_LIKELY = 0.33
"""From which likelihood on a topic is told: F1 is greatest where it is half of that F1 (Lipton, Elkan, Narayanaswamy,
Thresholding Classifiers to Maximize F1 Score, 2014)."""


@dataclass(frozen=True, slots=True)
class SlotWeights:
    """What each trait of an option tells of how likely it is, for each slot."""

    date: Mapping[Trait, float]
    place: Mapping[Trait, float]
    status: Mapping[Trait, float]
    topic: Mapping[Trait, float]


@cache
def load_slots(pack: Pack) -> SlotWeights | None:
    """The weights of a language; None where it has none.

    Raises:
        DataError: a weight is not a number.
    """
    return read_weights(pack, "slots", SlotWeights)


def fill_slots(draft: Draft, scene: Scene, weights: SlotWeights) -> Draft:
    """The draft with the likeliest date, place, status and topics; a visit goes where the rules say, if they do.

    Args:
        draft: one of the scene's.
        scene: the article.
        weights: of its language.
    """
    date = _likeliest(date_options(draft, scene), weights.date, None, -_DATE_RATHER)
    place = draft.place
    if chooses_place(draft, scene):
        rather = 0.0 if draft.type == "visit" else _PLACE_RATHER
        place = _likeliest(place_options(draft, scene), weights.place, None, -rather)
    status = _likeliest(status_options(draft, scene), weights.status, draft.status, _STATUS_RATHER)
    about = topic_options(draft, scene).items()
    topics = {key for key, traits in about if weigh_traits(traits, weights.topic) >= _LIKELY}
    return replace(draft, date=date, place=place, status=status, topics=topics)


def _likeliest(
    options: Mapping[Value, Sequence[Trait]], weights: Mapping[Trait, float], one: Value, bias: float
) -> Value:
    """The option whose traits weigh most, with a bias for one of them; of several alike the first."""

    def weigh(value: Value) -> float:
        return add_up(options[value], weights) + (bias if value == one else 0.0)

    return max(options, key=weigh)
