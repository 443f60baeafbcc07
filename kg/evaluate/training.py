"""Learn, from annotated articles, who takes part in events and how sure each event is: weights of the language packs.

    python -m kg.evaluate.training GOLD[=ARTICLES] …

reads gold (as `kg.evaluate.gold` does) and its articles (a folder that is named twice weighs double), and fits
logistic models for each language: of whether gold lets a candidate take part in the event of a word
(`kg.code.participants`), of whether gold tells an event that was found (`kg.code.confidence`), and of what the date,
place, status and topics of such an event are (`kg.code.slots`).
What the first says of an article, the others learn from as it would be said of an article never seen: by weights that
were fitted to other articles. It prints how sure events are in articles that no weight was fitted to, and writes
`participants.tsv`, `confidence.tsv` and `slots.tsv`. The same gold gives the same bytes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import TypeVar

import numpy as np

from kg import files, lang
from kg.code import read_scene
from kg.code.confidence import weigh
from kg.code.participants import Weights
from kg.code.slots import SlotWeights
from kg.code.weights import Trait
from kg.errors import KgError
from kg.evaluate.logistic import fit_logistic
from kg.evaluate.samples import (
    Annotated,
    Candidate,
    Option,
    Sample,
    collect,
    label_candidates,
    label_slots,
    match_scene,
    read_annotated,
)
from kg.lang import Pack

Name = TypeVar("Name", Trait, str)

_PARTS = 8
"""Parts of the articles, each of which is told by a model that was fitted to the others."""
_RIDGE = 6.0
"""How strongly weights are held near zero; from 2 to 8 the cross-validated error differs by less than 0.002."""
_RARE = 4
"""Fewest samples with a trait for it to have a weight."""
_SMALL = 0.05
"""Weights nearer to zero are left out."""


def fit_participants(candidates: Sequence[Candidate]) -> Weights:
    """The weights of who takes part, of who of them acts, and of where it happens."""
    taking = [c for c in candidates if c.takes_part]
    placing = [c for c in candidates if c.holds is not None]
    return Weights(
        _fit([c.traits for c in candidates], [c.takes_part for c in candidates], _LOOSE),
        _fit([c.traits for c in taking], [c.acts for c in taking], _LOOSE),
        _fit([c.traits for c in placing], [bool(c.holds) for c in placing], _LOOSE),
    )


_LOOSE = 3.0
"""The ridge of who takes part, of which there are twenty times as many samples."""


def fit(samples: Sequence[Sample]) -> dict[str, float]:
    """The weights of the traits of events, in order of name."""
    return _fit([s.traits for s in samples], [s.right for s in samples], _RIDGE)


def fit_slots(options: Sequence[Option]) -> dict[str, dict[Trait, float]]:
    """The weights of the traits of what each slot may hold."""
    slots = {field.name: [o for o in options if o.slot == field.name] for field in fields(SlotWeights)}
    return {slot: _fit([o.traits for o in of], [o.right for o in of], _RIDGE) for slot, of in slots.items()}


def _fit(rows: Sequence[Sequence[Name]], right: Sequence[bool], ridge: float) -> dict[Name, float]:
    return fit_logistic(rows, right, ridge=ridge, rare=_RARE, small=_SMALL)


def _part_of(names: Iterable[str]) -> dict[str, int]:
    """Name of an article → number of its part."""
    return {name: n % _PARTS for n, name in enumerate(sorted(set(names)))}


def cross_validate(samples: Sequence[Sample]) -> list[float]:
    """The confidence of each sample by a model that was fitted to other articles only."""
    part = _part_of(s.article for s in samples)
    models = [fit([s for s in samples if part[s.article] != n]) for n in range(_PARTS)]
    return [weigh(s.traits, models[part[s.article]]) for s in samples]


def tell(samples: Sequence[Sample], told: Sequence[float]) -> str:
    """How good confidences are: their squared error, against one figure for all, and the share right by confidence."""
    right = np.array([float(s.right) for s in samples])
    stated = np.array(told)
    out = [
        f"{len(samples)} events in {len({s.article for s in samples})} articles, {right.mean():.3f} right; "
        f"squared error {np.mean((stated - right) ** 2):.3f}, of one figure for all {right.var():.3f}",
        "confidence   events  mean stated  share right",
    ]
    for low in np.arange(0, 1, 0.1):
        inside = (stated >= low) & (stated < low + 0.1)
        if inside.any():
            shares = f"{stated[inside].mean():11.2f}  {right[inside].mean():11.2f}"
            out.append(f"{low:.1f} to {low + 0.1:.1f}   {inside.sum():6}  {shares}")
    return "\n".join(out)


@dataclass(frozen=True, slots=True)
class Learned:
    """What the articles of one language teach."""

    participants: Weights
    samples: Sequence[Sample]
    """The events found in each article by weights fitted to the others."""
    options: Sequence[Option]
    """What the slots of those that are right may hold."""


def train(articles: Sequence[Annotated], pack: Pack) -> Learned:
    """Fit who takes part, and read each article by weights fitted to the others."""
    part = _part_of(a.name for a in articles)
    candidates = {a.name: list(label_candidates(a, pack)) for a in articles}
    samples: list[Sample] = []
    options: list[Option] = []
    for number in range(_PARTS):
        others = [c for a in articles if part[a.name] != number for c in candidates[a.name]]
        weights = fit_participants(others)
        for annotated in articles:
            if part[annotated.name] == number:
                scene = read_scene(annotated.linked, pack, weights)
                matched = match_scene(annotated, scene)
                samples.extend(collect(annotated, scene, matched))
                options.extend(label_slots(annotated, scene, matched))
    return Learned(fit_participants([c for found in candidates.values() for c in found]), samples, options)


_HEAD = "# Written by `python -m kg.evaluate.training`; see there.\n"


def write_confidence(path: Path, weights: Mapping[str, float]) -> None:
    """Write the table of how sure events are."""
    files.write_file(path, [_HEAD, "trait\tweight\n", *(f"{t}\t{w:g}\n" for t, w in weights.items())])


def write_weights(path: Path, columns: Mapping[str, Mapping[Trait, float]]) -> None:
    """Write a table of weights by trait, one column a model."""
    rows = []
    for trait in sorted({trait for weights in columns.values() for trait in weights}):
        cells = (f"{w[trait]:g}" if trait in w else "" for w in columns.values())
        rows.append("\t".join((" ".join(trait), *cells)) + "\n")
    files.write_file(path, [_HEAD, "\t".join(("trait", *columns)) + "\n", *rows])


def main(arguments: Iterable[str], packs: Path = lang.FOLDER) -> int:
    """Train on the named folders and write the tables of the languages in them; the exit status.

    Args:
        arguments: GOLD, or GOLD=ARTICLES with several folders of articles separated by commas.
        packs: the folder of language packs whose tables are written.
    """
    named = [argument.partition("=") for argument in arguments]
    folders = [(Path(gold), [Path(place) for place in (places or gold).split(",")]) for gold, _, places in named]
    if not folders:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    try:
        for code in lang.codes():
            pack = lang.load(code)
            articles = [a for gold, places in folders for a in read_annotated(gold, places, pack)]
            if articles:
                learned = train(articles, pack)
                sys.stdout.write(f"{code}: {tell(learned.samples, cross_validate(learned.samples))}\n")
                write_weights(packs / code / "participants.tsv", asdict(learned.participants))
                write_weights(packs / code / "slots.tsv", fit_slots(learned.options))
                write_confidence(packs / code / "confidence.tsv", fit(learned.samples))
    except KgError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
