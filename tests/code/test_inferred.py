"""Who takes part in events whose construction no rule knows, by weights that annotated articles gave."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from packs import with_table

from kg import lang
from kg.code import code, make_event, read_scene, read_words_of
from kg.code.confidence import find_traits
from kg.code.participants import Weights, load_participants
from kg.code.weights import weigh_traits
from kg.errors import DataError
from kg.gazetteer import Gazetteer
from kg.link import link
from kg.model import Article, LinkedDocument
from kg.text import analyse

KNOWN = "التقى وزير الخارجية المصري بدر عبد العاطي نظيره التركي هاكان فيدان في القاهرة."
UNKNOWN = "على طاولة بدر عبد العاطي ملف غزة، والمباحثات، وإلى يمينه هاكان فيدان، طالت."
ALL = Weights({("any",): 5.0}, {("any",): 5.0}, {})
NOBODY = Weights({("any",): -5.0, ("absent",): -5.0}, {}, {("kind", "meeting", "place"): 5.0, ("any",): -2.0})


@cache
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


def read(text: str) -> LinkedDocument:
    pack = lang.load("ar")
    return link(analyse(Article("a", "a.md", text, 0, lang="ar"), pack), gazetteer(), pack)


def names(text: str, weights: Weights | None) -> list[tuple[str, set[str]]]:
    linked = read(text)
    by_id = {e.id: e.name for e in linked.entities}
    drafts = read_scene(linked, lang.load("ar"), weights).drafts
    return [(draft.type, {by_id[e] for e in draft.who}) for draft in drafts]


def test_words_that_no_rule_reads_are_read_by_likelihood() -> None:
    assert names(UNKNOWN, None) == names(UNKNOWN, NOBODY)
    both = {"Badr Abdelatty", "Hakan Fidan"}
    assert not any(kind == "talks" and both <= who for kind, who in names(UNKNOWN, None))
    assert any(kind == "talks" and both <= who for kind, who in names(UNKNOWN, ALL))
    linked = read(UNKNOWN)
    drafts = read_scene(linked, lang.load("ar"), ALL).drafts
    assert {make_event(1, draft, linked, 1.0).rule for draft in drafts if draft.type == "talks"} == {"talks, inferred"}


def test_what_the_rules_say_stands() -> None:
    by_rules = names(KNOWN, None)
    assert by_rules == [("meeting", {"Badr Abdelatty", "Hakan Fidan"})]
    assert names(KNOWN, NOBODY) == by_rules


def test_how_likely_the_participants_are_is_a_trait_of_the_event() -> None:
    def levels(weights: Weights | None) -> set[str]:
        linked = read(KNOWN)
        (traits,) = find_traits(read_scene(linked, lang.load("ar"), weights).drafts, linked)
        return {trait for trait in traits if trait.startswith(("least=", "left="))}

    assert levels(None) == set()
    assert levels(NOBODY) == {"least=0", "left=0"}
    assert "least=8" in levels(ALL)


def test_where_it_happens_is_inferred_where_no_rule_says_it() -> None:
    text = "التقى بدر عبد العاطي هاكان فيدان بعد يوم من زلزال إسطنبول."
    drafts = read_scene(read(text), lang.load("ar"), None).drafts
    assert [draft.place for draft in drafts] == [None]
    linked = read(text)
    (inferred,) = read_scene(linked, lang.load("ar"), NOBODY).drafts
    assert next(e.name for e in linked.entities if e.id == inferred.place) == "Istanbul"


def test_candidates_are_those_around_the_word_and_of_the_event_before() -> None:
    linked = read("استقبل عبد الفتاح السيسي رجب طيب أردوغان في القاهرة. وكانت الزيارة مهمة لقطر.")
    by_id = {e.id: e.name for e in linked.entities}
    last = read_words_of(linked, lang.load("ar"))[-1]
    assert last.entry.frame is not None
    assert last.entry.frame.type == "visit"
    traits = {by_id[e]: found for e, found in last.candidates.items()}
    assert {"Qatar", "Abdel Fattah el-Sisi", "Recep Tayyip Erdoğan"} <= set(traits)
    assert ("form", "visit", "after", "noun") in traits["Qatar"]
    assert ("absent",) in traits["Recep Tayyip Erdoğan"]


@pytest.mark.parametrize("language", lang.codes())
def test_who_met_is_likelier_than_where(language: str) -> None:
    text = {
        "ar": "بحث عبد الفتاح السيسي مع رجب طيب أردوغان في القاهرة الوضع في غزة.",
        "en": "Abdel Fattah el-Sisi met Recep Tayyip Erdoğan in Cairo.",
    }[language]
    pack = lang.load(language)
    weights = load_participants(pack)
    assert weights is not None
    linked = link(analyse(Article("a", "a.md", text, 0, lang=language), pack), gazetteer(), pack)
    by_id = {e.id: e.name for e in linked.entities}
    reading = read_words_of(linked, pack)[0]
    likely = {by_id[e]: weigh_traits(traits, weights.takes_part) for e, traits in reading.candidates.items()}
    assert min(likely["Abdel Fattah el-Sisi"], likely["Recep Tayyip Erdoğan"]) > 0.5 > likely["Cairo"]


def test_a_language_without_the_table_has_the_rules_alone(tmp_path: Path) -> None:
    pack = with_table(lang.load("ar"), tmp_path, "participants.tsv", "")
    assert load_participants(pack) is None
    assert [event.type for event in code(read(KNOWN), pack)] == ["meeting"]


def test_a_weight_that_is_no_number_names_the_file(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"participants\.tsv"):
        load_participants(
            with_table(lang.load("ar"), tmp_path, "participants.tsv", "trait\ttakes_part\tacts\tholds\nany\tmuch\t\t\n")
        )
