"""Corrections by hand: applied at every build, before every rule, and reported when they match nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from merge_corpus import country_of, extractions

from kg.corrections import (
    Corrected,
    Correction,
    append_correction,
    correct,
    event_ref,
    read_corrections,
)
from kg.errors import InputError
from kg.gazetteer.records import Fact
from kg.merge import merge
from kg.model import Happening, Knowledge

BY_ID = {e.article.id: e for e in extractions()}
FACTS = {"Q999": Fact("Q999", "person", "", (("ar", "سالم بن عيد"), ("en", "Salem bin Eid")))}


def corrected(folder: Path, *lines: str) -> Corrected:
    path = folder / "corrections.tsv"
    path.write_text("\n".join(("action\tsubject\tobject\tarticle\tnote", *lines)) + "\n", "utf-8")
    return correct(extractions(), read_corrections(path), fact_of=FACTS.get, country_of=country_of)


def build(folder: Path, *lines: str) -> Knowledge:
    result = corrected(folder, *lines)
    assert result.problems == ()
    return merge(result.extractions, country_of=country_of, ties=result.ties)


def ref(article: str, number: int = 0) -> str:
    return event_ref(article, BY_ID[article].events[number])


def of(knowledge: Knowledge, article: str, number: int = 0) -> Happening:
    """The happening that an event of an article tells."""
    event = BY_ID[article].events[number].id
    return next(h for h in knowledge.happenings for r in h.reports if (r.article, r.event.id) == (article, event))


def actors(happening: Happening) -> set[str]:
    return {p.actor for p in happening.participations}


def test_no_file_changes_nothing(tmp_path: Path) -> None:
    result = correct(extractions(), read_corrections(tmp_path / "corrections.tsv"))
    assert list(result.extractions) == extractions()
    assert result.problems == ()


def test_a_mention_is_who_the_user_says(tmp_path: Path) -> None:
    knowledge = build(tmp_path, "is\tسالم الراوي\tQ999", "is\tSalem al-Rawi\tQ999\th04")
    assert actors(of(knowledge, "h03")) == actors(of(knowledge, "h04")) == {"Q704220", "Q999"}
    assert "Salem bin Eid" in {actor.name for actor in knowledge.actors}


def test_a_correction_of_one_article_leaves_the_others(tmp_path: Path) -> None:
    knowledge = build(tmp_path, "is\tBenjamin Netanyahu\tQ999\ta10")
    assert "Q999" in actors(of(knowledge, "a10"))
    assert "Q43723" in actors(of(knowledge, "a03"))


def test_a_mention_of_nobody_is_left_out(tmp_path: Path) -> None:
    knowledge = build(tmp_path, "is\tYoav Gallant\t-\ta05")
    assert actors(of(knowledge, "a05")) == {"Q7821917"}


def test_two_mentions_that_become_one_actor_are_one_entity(tmp_path: Path) -> None:
    result = corrected(tmp_path, "is\tBenjamin Netanyahu\tQ7821917\ta05")
    (extraction,) = (e for e in result.extractions if e.article.id == "a05")
    keys = [entity.key for entity in extraction.entities]
    assert keys.count("Q7821917") == 1
    assert len({entity.id for entity in extraction.entities} & set(extraction.events[1].agents)) == 1


def test_two_reports_are_of_one_event(tmp_path: Path) -> None:
    assert of(build(tmp_path), "a01").id != of(build(tmp_path), "a09").id
    knowledge = build(tmp_path, f"same\t{ref('a01')}\t{ref('a09')}")
    assert of(knowledge, "a01") == of(knowledge, "a09")
    assert {r.article for r in of(knowledge, "a01").reports} == {"a01", "a02", "a03", "a04", "a05", "a09", "a10", "a11"}


def test_two_reports_are_not_of_one_event(tmp_path: Path) -> None:
    assert of(build(tmp_path), "a01") == of(build(tmp_path), "a03")
    knowledge = build(tmp_path, f"different\t{ref('a01')}\t{ref('a03')}")
    assert of(knowledge, "a01") != of(knowledge, "a03")


def test_what_is_apart_stays_apart_where_others_are_put_together(tmp_path: Path) -> None:
    lines = f"same\t{ref('a01')}\t{ref('a09')}", f"different\t{ref('a03')}\t{ref('a09')}"
    knowledge = build(tmp_path, *lines)
    assert of(knowledge, "a01") == of(knowledge, "a09") != of(knowledge, "a03")
    lines = f"same\t{ref('a01')}\t{ref('a09')}", f"different\t{ref('a03')}\t{ref('a10')}"
    knowledge = build(tmp_path, *lines)
    assert of(knowledge, "a01") == of(knowledge, "a09")
    assert of(knowledge, "a03") != of(knowledge, "a10")


def test_corrections_that_contradict_each_other_are_reported(tmp_path: Path) -> None:
    arabic, english, other = "n:person/سالم الراوي", "n:person/salem al rawi", "n:person/سالم العاني"
    result = corrected(
        tmp_path,
        f"same\t{ref('a01')}\t{ref('a09')}",
        f"same\t{ref('a09')}\t{ref('d01')}",
        f"different\t{ref('d01')}\t{ref('a01')}",
        f"same\t{arabic}\t{other}",
        f"same\t{other}\t{english}",
        f"different\t{arabic}\t{english}",
    )
    assert [(problem.where, problem.code) for problem in result.problems] == [
        ("corrections.tsv:3", "KG122"),
        ("corrections.tsv:6", "KG122"),
    ]
    knowledge = merge(result.extractions, country_of=country_of, ties=result.ties)
    assert of(knowledge, "a01") == of(knowledge, "a09") != of(knowledge, "d01")


def test_events_are_named_by_their_iri_in_the_graph_too(tmp_path: Path) -> None:
    name = "https://example.org/id/event/"
    first, second = (of(build(tmp_path), article).id for article in ("a01", "a09"))
    knowledge = build(tmp_path, f"same\t{name}{first}\t{second}")
    assert of(knowledge, "a01") == of(knowledge, "a09")
    assert len(of(knowledge, "a01").reports) == len(of(build(tmp_path), "a01").reports) + 3


def test_a_wrong_event_goes_and_its_other_reports_stay(tmp_path: Path) -> None:
    whole = of(build(tmp_path), "c03")
    knowledge = build(tmp_path, f"wrong\t{ref('c03')}\t\t\tnever said")
    assert {r.article for r in of(knowledge, "c04").reports} == {r.article for r in whole.reports} - {"c03"}


def test_a_missing_event_is_added_with_its_passage(tmp_path: Path) -> None:
    line = "missing\tmeeting; agents=Q704220,Q999; place=Q3820; date=2024-12-09\tوصل عراقجي\tg05"
    knowledge = build(tmp_path, line)
    (added,) = (h for h in knowledge.happenings if "Q999" in actors(h))
    assert (added.type, added.place, str(added.date), added.status) == ("meeting", "Q3820", "2024-12-09", "occurred")
    (report,) = added.reports
    (passage,) = report.event.evidence
    assert BY_ID["g05"].article.text[passage.start : passage.end] == "وصل عراقجي"


def test_two_people_are_one_or_are_not(tmp_path: Path) -> None:
    arabic, english = "n:person/سالم الراوي", "n:person/salem al rawi"
    assert actors(of(build(tmp_path), "h03")) == actors(of(build(tmp_path), "h04"))
    apart = build(tmp_path, f"different\t{arabic}\t{english}")
    assert actors(of(apart, "h03")) != actors(of(apart, "h04"))
    other = "n:person/سالم العاني"
    joined = build(tmp_path, f"same\t{arabic}\t{other}")
    assert arabic in actors(of(joined, "h05"))


@pytest.mark.parametrize(
    "line",
    [
        "is\tNobody Atall\tQ999",
        "is\tSalem al-Rawi\tQ999\ta01",
        "same\ta01#meeting@0\tzz#meeting@0",
        "different\t0123456789abcdef0123\ta01#meeting@0",
        "wrong\ta01#visit@0",
        "missing\tmeeting; agents=Q1\tsome words\tzz",
        "same\tn:person/nobody\tQ7821917",
    ],
)
def test_what_matches_nothing_is_reported(tmp_path: Path, line: str) -> None:
    result = corrected(tmp_path, line)
    assert list(result.extractions) == extractions()
    (problem,) = result.problems
    assert problem.where == "corrections.tsv:2"
    assert line.split("\t")[1] in problem.reason


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("was\ta\tQ1", "no action 'was'"),
        ("is\ta", "needs its column 'object'"),
        ("is\ta\tQ0", "no Wikidata id"),
        ("wrong\tsomething", "names no event"),
        ("same\tQ1\ta01#meeting@0", "both"),
        ("is\ta\tQ1\t\t\t\t", "columns"),
        ("missing\tparty; agents=Q1\tوصل عراقجي\tg05", "no type of event 'party'"),
        ("missing\tmeeting; who=Q1\tوصل عراقجي\tg05", "'who=Q1' is not one of"),
        ("missing\tmeeting; agents=Someone\tوصل عراقجي\tg05", "no Wikidata id"),
        ("missing\tmeeting; agents=Q1; date=9 Dec\tوصل عراقجي\tg05", "is no date"),
        ("missing\tmeeting; agents=Q1; status=done\tوصل عراقجي\tg05", "no status 'done'"),
        ("missing\tmeeting; agents=Q1\tnot there\tg05", "does not hold the passage"),
        ("missing\tmeeting; place=Q1\tوصل عراقجي\tg05", "agents or others"),
    ],
)
def test_a_line_that_cannot_be_followed_says_why_and_the_others_hold(tmp_path: Path, line: str, reason: str) -> None:
    result = corrected(tmp_path, line, "is\tسالم الراوي\tQ999")
    (problem,) = result.problems
    assert problem.where == "corrections.tsv:2"
    assert reason in problem.reason
    assert any(entity.key == "Q999" for extraction in result.extractions for entity in extraction.entities)


def test_lines_are_added_to_the_file_as_they_are_read(tmp_path: Path) -> None:
    path = tmp_path / "corrections.tsv"
    first = Correction("is", "سالم", "Q999", "h03", "a note\twith a tab")
    append_correction(path, first)
    path.write_text(path.read_text("utf-8") + "# by hand, no newline", "utf-8")
    append_correction(path, Correction("wrong", "a01#meeting@0"))
    rows = read_corrections(path).rows
    assert [(row.action, row.subject, row.object, row.article, row.note) for row in rows] == [
        ("is", "سالم", "Q999", "h03", "a note with a tab"),
        ("wrong", "a01#meeting@0", "", "", ""),
    ]


def test_a_file_that_cannot_be_read_says_so(tmp_path: Path) -> None:
    path = tmp_path / "corrections.tsv"
    path.write_bytes(b"is\t\xff\tQ1\n")
    with pytest.raises(InputError, match="not UTF-8 at byte 3"):
        read_corrections(path)
