"""Scores on documents small enough to be worked out by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kg.errors import InputError
from kg.evaluate import Ratio, Scores, evaluate, report
from kg.evaluate.gold import read_gold
from kg.model import Article, DateSpan, Entity, Event, EventType, Extraction, Span

TEXT = "Blinken met Netanyahu in Jerusalem. Gallant and a certain Amir Levi were there."
BLINKEN, NETANYAHU, JERUSALEM, GALLANT = "Q7821917", "Q43723", "Q1218", "Q723506"


def write_gold(folder: Path, events: list[dict[str, Any]], name: str = "one", lang: str = "en") -> Path:
    entities = [
        {"id": "a", "type": "person", "name": "Antony Blinken", "qid": BLINKEN, "mentions": ["Blinken"]},
        {"id": "b", "type": "person", "name": "Benjamin Netanyahu", "qid": NETANYAHU, "mentions": ["Netanyahu"]},
        {"id": "c", "type": "place", "name": "Jerusalem", "qid": JERUSALEM, "mentions": ["Jerusalem"]},
        {"id": "d", "type": "person", "name": "Yoav Gallant", "qid": "?", "mentions": ["Gallant"]},
        {"id": "e", "type": "person", "name": "Amir Levi", "qid": None, "mentions": ["Amir Levi"]},
    ]
    document = {"id": name, "lang": lang, "published": "2024-10-23", "entities": entities, "events": events}
    (folder / f"{name}.json").write_text(json.dumps(document), "utf-8")
    return folder


def told(kind: str, agents: list[str], others: list[str] | None = None, **slots: Any) -> dict[str, Any]:
    plain = {"place": None, "date": None, "status": "occurred", "topics": [], "trigger": "met", "id": "v"}
    return plain | {"type": kind, "agents": agents, "others": others or []} | slots


def thing(number: int, key: str, name: str, surface: str) -> Entity:
    start = TEXT.index(surface)
    return Entity(f"e{number}", key, "person", name, mentions=(Span(start, start + len(surface)),))


THINGS = (
    thing(1, BLINKEN, "Antony Blinken", "Blinken"),
    thing(2, NETANYAHU, "Benjamin Netanyahu", "Netanyahu"),
    thing(3, JERUSALEM, "Jerusalem", "Jerusalem"),
    thing(4, "n:person/gallant", "Gallant", "Gallant"),
    thing(5, "n:person/amir-levi", "AMIR  LEVI", "Amir Levi"),
)


def found(
    kind: EventType, agents: str, others: str = "", place: str | None = None, day: str = "", **rest: Any
) -> Event:
    date = DateSpan.of(day) if day else None
    values = {
        "status": "occurred",
        "topics": (),
        "trigger": Span(8, 11),
        "evidence": (),
        "confidence": 1.0,
        "rule": "t",
    }
    return Event("v", kind, tuple(agents.split()), tuple(others.split()), place, date, **(values | rest))


def extraction(*events: Event, name: str = "one", things: tuple[Entity, ...] = THINGS) -> Extraction:
    return Extraction(Article(name, f"{name}.md", TEXT, 0, lang="en"), things, events)


def test_what_is_all_right_scores_one(tmp_path: Path) -> None:
    gold = write_gold(tmp_path, [told("meeting", ["a", "b"], place="c", date="2024-10-22", topics=["hostages"])])
    right = found("meeting", "e1 e2", place="e3", day="2024-10-22", topics=("hostages",))
    assert set(evaluate(gold, [extraction(right)]).figures().values()) == {1.0}


def test_an_id_that_gold_does_not_know_neither_wins_nor_loses(tmp_path: Path) -> None:
    gold = write_gold(tmp_path, [])
    with_id = (*THINGS[:3], thing(4, GALLANT, "Yoav Gallant", "Gallant"), THINGS[4])
    for things in (THINGS, with_id, (*THINGS[:3], THINGS[4])):
        scores = evaluate(gold, [extraction(things=things)])
        assert (scores.link, scores.nil) == (Ratio(3, 3, 3), Ratio(1, 1, 1))


def test_a_wrong_id_is_no_nil(tmp_path: Path) -> None:
    gold = write_gold(tmp_path, [])
    scores = evaluate(gold, [extraction(things=(*THINGS[:4], thing(5, GALLANT, "Amir Levi", "Amir Levi")))])
    assert scores.link == Ratio(3, 3, 4)
    assert scores.nil == Ratio(0, 1, 0)


def test_an_event_is_right_with_half_of_its_participants(tmp_path: Path) -> None:
    gold = write_gold(tmp_path, [told("meeting", ["a", "b", "d"])])
    two_of_three = evaluate(gold, [extraction(found("meeting", "e1 e2"))])
    one_of_three = evaluate(gold, [extraction(found("meeting", "e1"))])
    other_type = evaluate(gold, [extraction(found("call", "e1 e2 e4"))])
    assert [s.event.right for s in (two_of_three, one_of_three, other_type)] == [1, 0, 0]
    assert other_type.types == {"call": Ratio(0, 0, 1), "meeting": Ratio(0, 1, 0)}


def test_each_gold_event_is_matched_once_and_by_the_one_that_fits_best(tmp_path: Path) -> None:
    gold = write_gold(tmp_path, [told("meeting", ["a", "b"], date="2024-10-22")])
    scores = evaluate(gold, [extraction(found("meeting", "e1 e2"), found("meeting", "e1 e2", day="2024-10-22"))])
    assert scores.event == Ratio(1, 1, 2)
    assert scores.date.right == 1


def test_a_long_list_of_attendees_weighs_no_more_than_half_its_length(tmp_path: Path) -> None:
    gold = write_gold(tmp_path, [told("meeting", ["a", "b", "d", "e"])])
    scores = evaluate(gold, [extraction(found("call", "e1 e2 e4 e5"), found("statement", "e1 e2"))])
    assert scores.met.gold == pytest.approx(2.0)
    assert scores.met.f1 == pytest.approx(1.0)


def test_a_visitor_meets_its_destination_and_not_its_companion(tmp_path: Path) -> None:
    gold = write_gold(tmp_path, [told("visit", ["a", "b"], place="c")])
    scores = evaluate(gold, [extraction(found("visit", "e1", place="e3"))])
    assert scores.met == Ratio(1, 2, 1)
    assert scores.event.right == 1


def test_slots_count_only_where_gold_tells_one(tmp_path: Path) -> None:
    gold = write_gold(tmp_path, [told("meeting", ["a", "b"], status="planned", topics=["hostages", "arms"])])
    scores = evaluate(gold, [extraction(found("meeting", "e1 e2", place="e3", day="2024", topics=("arms",)))])
    assert (scores.place, scores.date, scores.status) == (Ratio(), Ratio(), Ratio(0, 1, 0))
    assert scores.topics == Ratio(1, 2, 1)


def test_a_document_without_extraction_counts_as_found_empty(tmp_path: Path) -> None:
    gold = write_gold(tmp_path, [told("meeting", ["a", "b"])])
    write_gold(tmp_path, [told("meeting", ["a", "b"])], name="two", lang="ar")
    one = [extraction(found("meeting", "e1 e2"))]
    assert evaluate(gold, one).event == Ratio(1, 2, 1)
    assert evaluate(gold, one, lang="en").event == Ratio(1, 1, 1)
    assert evaluate(gold, one, lang="ar").event == Ratio(0, 1, 0)


def test_gold_that_is_missing_or_broken_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no gold"):
        evaluate(tmp_path, [])
    write_gold(tmp_path, [told("meeting", ["a", "nobody"])], name="odd")
    with pytest.raises(InputError, match=r"odd\.json.*nobody"):
        read_gold(tmp_path)


def test_the_report_shows_each_score(tmp_path: Path) -> None:
    gold = write_gold(tmp_path, [told("meeting", ["a", "b"])])
    text = report(evaluate(gold, [extraction(found("meeting", "e1 e2"))]))
    assert "met     P 1.000  R 1.000  F1 1.000" in text
    assert "meeting" in text
    assert report(Scores()).startswith("0 documents")
