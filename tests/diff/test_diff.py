"""What is new between two builds, in the words of events."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from merge_corpus import country_of, extractions

from kg.diff import Difference, as_json, as_text, compare, read_snapshot
from kg.errors import GraphError, InputError
from kg.merge import Ref, Ties, merge
from kg.model import Event, Extraction
from kg.rdf import Graph, turtle

ALL = extractions()


def save(path: Path, chosen: list[Extraction], ties: Ties | None = None) -> Path:
    path.write_text("".join(turtle(Graph(merge(chosen, country_of=country_of, ties=ties)))), "utf-8")
    return path


def without(*articles: str) -> list[Extraction]:
    return [e for e in ALL if e.article.id not in articles]


def difference(folder: Path, old: list[Extraction], new: list[Extraction], ties: Ties | None = None) -> Difference:
    first, second = save(folder / "old.ttl", old), save(folder / "new.ttl", new, ties)
    return compare(read_snapshot(first), read_snapshot(second))


def kinds(found: Difference) -> list[str]:
    return [change.kind for change in found.changes]


def edited(article: str, edit: Callable[[Event], Event]) -> list[Extraction]:
    return [replace(e, events=tuple(map(edit, e.events))) if e.article.id == article else e for e in ALL]


def test_the_same_graph_differs_in_nothing(tmp_path: Path) -> None:
    found = difference(tmp_path, ALL, list(reversed(ALL)))
    assert found.empty
    assert as_text(found, "en") == "Nothing changed.\n"


def test_new_articles_bring_new_events_and_more_reports(tmp_path: Path) -> None:
    found = difference(tmp_path, without("b10", "b11", "b12", "c06"), ALL)
    assert len(found.articles_new) == 4
    assert kinds(found) == ["new", "changed"]
    call, visit = found.changes
    assert (call.told.type, call.told.date, len(call.told.articles)) == ("call", "2024-11-12", 3)
    assert visit.fields == ("date", "articles")


def test_a_plan_that_came_true(tmp_path: Path) -> None:
    found = difference(tmp_path, without("c03", "c04", "c05", "c06"), without("c05", "c06"))
    assert kinds(found) == ["came-true"]
    assert "Plans that came true (1)\n  Meeting of " in as_text(found, "en")
    assert "    status: planned → occurred\n" in as_text(found, "en")


def test_a_plan_that_was_called_off(tmp_path: Path) -> None:
    assert kinds(difference(tmp_path, without("c09"), ALL)) == ["called-off"]


def test_an_event_that_is_now_disputed(tmp_path: Path) -> None:
    assert kinds(difference(tmp_path, without("g03"), ALL)) == ["disputed"]


def test_articles_that_went_take_their_events_along(tmp_path: Path) -> None:
    found = difference(tmp_path, ALL, without("e06", "e07", "f03"))
    assert kinds(found) == ["fewer-reports", "gone"]
    assert len(found.articles_gone) == 3


def test_two_events_that_are_one_now(tmp_path: Path) -> None:
    refs = {e.article.id: Ref(e.article.sha256, "v1") for e in ALL}
    found = difference(tmp_path, ALL, ALL, Ties(same=((refs["a01"], refs["a09"]),)))
    assert "joined" in kinds(found)


def test_two_events_that_were_one(tmp_path: Path) -> None:
    refs = {e.article.id: Ref(e.article.sha256, "v1") for e in ALL}
    pair = (refs["f01"], refs["f06"])
    found = difference(tmp_path, ALL, ALL, Ties(different=frozenset({pair, pair[::-1]})))
    assert "split" in kinds(found)


def test_an_event_whose_date_is_told_anew_is_the_same(tmp_path: Path) -> None:
    found = difference(tmp_path, ALL, edited("b10", lambda event: replace(event, topics=("trade",))))
    assert "new" not in kinds(found)
    assert "gone" not in kinds(found)


def test_links_that_changed(tmp_path: Path) -> None:
    def relink(extraction: Extraction) -> Extraction:
        entities = (replace(e, key="Q999") if e.key == "x:hakan-fidan" else e for e in extraction.entities)
        return replace(extraction, entities=tuple(entities))

    new = [relink(e) if e.article.id == "c06" else e for e in ALL]
    found = difference(tmp_path, ALL, new)
    (link,) = found.links
    assert [iri.rsplit("/", 1)[-1] for iri in link.now] == ["Q999"]
    assert "Changed links (1)" in as_text(found, "en")


def test_json_tells_the_same(tmp_path: Path) -> None:
    found = difference(tmp_path, without("c03", "c04", "c05", "c06"), without("c05", "c06"))
    content = json.loads(as_json(found))
    (change,) = content["changes"]
    assert change["kind"] == "came-true"
    assert (change["was"]["status"], change["now"]["status"]) == ("planned", "occurred")
    assert len(content["articles"]["new"]) == 2


def test_labels_are_in_the_language_asked_for(tmp_path: Path) -> None:
    found = difference(tmp_path, without("c09"), ALL)
    assert "لقاء" in as_text(found, "ar")
    assert "لقاء" not in as_text(found, "en")


def test_files_that_are_no_graph(tmp_path: Path) -> None:
    (tmp_path / "empty.ttl").write_text("", "utf-8")
    with pytest.raises(GraphError, match="no events"):
        read_snapshot(tmp_path / "empty.ttl")
    with pytest.raises(InputError):
        read_snapshot(tmp_path / "missing.ttl")
