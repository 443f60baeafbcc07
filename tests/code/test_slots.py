"""When, where and in what state an event is, by weights that annotated articles gave."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from packs import with_table

from kg import lang
from kg.code import code, read_scene
from kg.code.matters import topic_options
from kg.code.options import date_options, lacks_destination, place_options, status_options
from kg.code.participants import load_participants
from kg.code.scene import Scene
from kg.code.slots import SlotWeights, fill_slots, load_slots
from kg.errors import DataError
from kg.gazetteer import Gazetteer
from kg.link import link
from kg.model import Article, DateSpan
from kg.text import analyse

NEWS = (
    "القاهرة 5 مايو - التقى عبد الفتاح السيسي رجب طيب أردوغان في القاهرة الأحد. "
    "وكان هاكان فيدان زار الدوحة في 2 مايو. ورحبت قطر بالقمة."
)
NOTHING = SlotWeights({}, {}, {}, {})


@cache
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


def read(text: str, language: str = "ar") -> Scene:
    pack = lang.load(language)
    article = Article("a", "a.md", text, 0, published=DateSpan.of("2024-05-06"), lang=language)
    return read_scene(link(analyse(article, pack), gazetteer(), pack), pack, None)


def names(scene: Scene) -> dict[str | None, str | None]:
    return {None: None, **{e.id: e.name for e in scene.linked.entities}}


def test_the_options_are_what_is_told_around_the_event_and_nothing() -> None:
    scene = read(NEWS)
    support = next(d for d in scene.drafts if d.type == "support")
    dates = date_options(support, scene)
    assert {"2024-05-05", "2024-05-02"} <= {str(day) for day in dates if day}
    assert None in dates
    assert {names(scene)[e] for e in place_options(support, scene)} >= {None, "Cairo", "Doha"}
    assert set(status_options(support, scene)) == {"occurred", "ongoing", "planned", "proposed", "denied"}


def test_traits_tell_who_says_so_and_where_it_stands() -> None:
    scene = read(NEWS)
    meeting = next(d for d in scene.drafts if d.type == "meeting")
    traits = date_options(meeting, scene)[DateSpan.of("2024-05-05")]
    assert {("rule", "own"), ("here",), ("age", "1", "meeting")} <= set(traits)
    place = next(e for e, name in names(scene).items() if name == "Cairo")
    assert ("sort", "capital", "meeting") in place_options(meeting, scene)[place]
    assert ("planned", "occurred", "meeting") in status_options(meeting, scene)["planned"]


def test_the_likeliest_is_taken() -> None:
    scene = read(NEWS)
    support = next(d for d in scene.drafts if d.type == "support")
    weights = SlotWeights({("around", "support", "before"): 9.0}, {("sort", "capital", "support"): 9.0}, {}, {})
    filled = fill_slots(support, scene, weights)
    assert filled.date is not None
    assert names(scene)[filled.place] in ("Cairo", "Doha")
    denied = SlotWeights({("none",): 9.0}, {("none",): 9.0}, {("denied", "occurred"): 1.0}, {})
    empty = fill_slots(support, scene, denied)
    assert (empty.date, empty.place, empty.status) == (None, None, "denied")


def test_topics_are_all_that_are_likely_of_those_that_the_article_tells() -> None:
    scene = read("التقى عبد الفتاح السيسي رجب طيب أردوغان. وبحث الرئيسان الملف النووي الإيراني والحرب في السودان.")
    meeting = scene.drafts[0]
    options = topic_options(meeting, scene)
    assert {"iran-nuclear", "sudan"} <= set(options)
    assert ("gap", "1", "meeting") in options["sudan"]
    one = SlotWeights({}, {}, {}, {("any",): -9.0, ("key", "sudan"): 18.0})
    assert fill_slots(meeting, scene, one).topics == {"sudan"}
    assert fill_slots(meeting, scene, SlotWeights({}, {}, {}, {("any",): -9.0})).topics == set()


def test_none_must_be_much_likelier_than_a_date_and_a_visit_goes_where_the_rules_say() -> None:
    scene = read(NEWS)
    visit = next(d for d in scene.drafts if d.type == "visit")
    doubting = SlotWeights({("none",): 1.0}, {("none",): 9.0}, {}, {})
    filled = fill_slots(visit, scene, doubting)
    assert filled.date is not None
    assert filled.place == visit.place
    assert fill_slots(visit, scene, NOTHING).status == "occurred"


def test_a_visit_that_is_told_without_its_destination_goes_to_the_likeliest_place() -> None:
    scene = read(NEWS)
    visit = next(d for d in scene.drafts if d.type == "visit")
    assert not lacks_destination(visit, scene)
    lost = replace(visit, place=None)
    assert lacks_destination(lost, scene)
    assert not lacks_destination(replace(lost, others=[visit.place or ""]), scene)
    weights = load_slots(lang.load("ar"))
    assert weights is not None
    assert names(scene)[fill_slots(lost, scene, weights).place] == "Doha"
    assert fill_slots(lost, scene, SlotWeights({}, {("none",): 9.0}, {}, {})).place is None


@pytest.mark.parametrize("language", lang.codes())
def test_what_the_sentence_tells_outweighs_what_another_does(language: str) -> None:
    text = {
        "ar": "التقى عبد الفتاح السيسي رجب طيب أردوغان في القاهرة الأحد. وزار هاكان فيدان الدوحة في 2 مايو.",
        "en": "Abdel Fattah el-Sisi met Recep Tayyip Erdoğan in Cairo on Sunday. Hakan Fidan visited Doha on May 2.",
    }[language]
    weights = load_slots(lang.load(language))
    assert weights is not None
    scene = read(text, language)
    filled = [fill_slots(d, scene, weights) for d in scene.drafts]
    told = {d.type: (str(d.date), names(scene)[d.place], d.status) for d in filled}
    assert told == {"meeting": ("2024-05-05", "Cairo", "occurred"), "visit": ("2024-05-02", "Doha", "occurred")}


def test_a_language_without_the_table_has_what_the_rules_say(tmp_path: Path) -> None:
    pack = with_table(lang.load("ar"), tmp_path, "slots.tsv", "")
    assert load_slots(pack) is None
    linked = read(NEWS).linked
    drafts = read_scene(linked, pack, load_participants(pack)).drafts
    told = [(e.type, e.date, e.place, e.status) for e in code(linked, pack)]
    assert told
    assert set(told) <= {(d.type, d.date, d.place, d.status) for d in drafts}


def test_a_weight_that_is_no_number_names_the_file(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"slots\.tsv"):
        load_slots(
            with_table(lang.load("ar"), tmp_path, "slots.tsv", "trait\tdate\tplace\tstatus\ttopic\nany\tmuch\t\t\t\n")
        )
