"""How sure events are: what is seen of them, what that weighs, and that stated shares are real ones."""

from __future__ import annotations

from pathlib import Path

import pytest
from packs import with_table

from kg import lang
from kg.code import code, read_scene
from kg.code.confidence import find_traits, least, load_weights, weigh
from kg.code.participants import load_participants
from kg.errors import DataError
from kg.evaluate.samples import collect, match_scene, read_annotated
from kg.extracting import _gazetteer
from kg.link import link
from kg.model import Article, LinkedDocument
from kg.text import analyse

TESTS = Path(__file__).parents[1]
NEWS = "التقى وزير الخارجية المصري بدر عبد العاطي نظيره التركي هاكان فيدان في القاهرة."


def read(text: str) -> LinkedDocument:
    pack = lang.load("ar")
    return link(analyse(Article("a", "a.md", text, 0, lang="ar"), pack), _gazetteer(), pack)


def test_traits_say_how_an_event_is_told() -> None:
    linked = read(NEWS)
    (traits,) = find_traits(read_scene(linked, lang.load("ar"), None).drafts, linked)
    assert {"type=meeting", "form=verb", "guesses=0", "agents=2", "others=0", "sentence=lead"} <= set(traits)
    assert "type=meeting official -> nobody" in traits


def test_weights_are_evidence_for_and_against() -> None:
    weights = {"good": 2.0, "bad": -2.0}
    assert weigh(["good", "bad", "never seen"], weights) == 0.5
    assert weigh(["bad"], weights) < 0.2 < 0.8 < weigh(["good"], weights)


def test_an_event_that_is_hardly_ever_right_is_not_told(tmp_path: Path) -> None:
    pack = lang.load("ar")
    told = code(read(NEWS), pack)
    assert [event.type for event in told] == ["meeting"]
    doubting = with_table(pack, tmp_path, "confidence.tsv", "trait\tweight\ntype=meeting\t-9\n")
    assert code(read(NEWS), doubting) == ()


def test_without_weights_all_events_are_even_chances(tmp_path: Path) -> None:
    pack = with_table(lang.load("ar"), tmp_path, "confidence.tsv", "")
    assert [event.confidence for event in code(read(NEWS), pack)] == [0.5]


def test_a_weight_that_is_no_number_names_the_file(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"confidence\.tsv"):
        load_weights(with_table(lang.load("ar"), tmp_path, "confidence.tsv", "trait\tweight\nany\tmuch\n"))


@pytest.mark.parametrize("code", lang.codes())
def test_what_is_stated_is_what_is_right(code: str) -> None:
    """Over the annotated articles here, of the events on either side of one half, the stated share is right."""
    pack = lang.load(code)
    weights = load_weights(pack)
    articles = read_annotated(TESTS / "gold", [TESTS / "gold", TESTS.parent / "seeds"], pack)
    participants = load_participants(pack)
    scenes = [(a, read_scene(a.linked, pack, participants)) for a in articles]
    samples = [s for a, scene in scenes for s in collect(a, scene, match_scene(a, scene))]
    stated = [(weigh(sample.traits, weights), sample.right) for sample in samples]
    told = [(share, right) for share, right in stated if share >= least(pack)]
    for side in ([t for t in told if t[0] < 0.7], [t for t in told if t[0] >= 0.7]):
        assert len(side) > 20
        assert abs(sum(share for share, _ in side) / len(side) - sum(right for _, right in side) / len(side)) < 0.2
