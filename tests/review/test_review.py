"""Reviewing: the doubts of a build as questions, and answers that hold at the next build."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from merge_corpus import country_of, extractions
from typer.testing import CliRunner

from kg.building import build
from kg.cli import app
from kg.corrections import Correction, correct, read_corrections
from kg.errors import InputError
from kg.merge import weigh
from kg.model import Candidate, DateSpan, Extraction, Span
from kg.rdf import Graph, turtle
from kg.review import Question, ask, doubtful, read_questions, write_questions

CANDIDATES = (Candidate("Q111", "One", 0.5, "the name"), Candidate("Q222", "Other", 0.45, "the office"))


def doubted() -> list[Extraction]:
    """The set, with two more doubts: who received the envoy, and whether a vague report tells of the talks in Doha."""
    found = []
    for extraction in extractions():
        article = extraction.article
        if article.id in ("h03", "h05"):
            start = article.text.index("بري")
            span = Span(start, start + len("بري"))
            entities = (
                replace(e, mentions=(span,), candidates=CANDIDATES) if e.key == "Q704220" else e
                for e in extraction.entities
            )
            extraction = replace(extraction, entities=tuple(entities))
        if article.id == "d03":
            later = replace(article, published=DateSpan.of("2024-12-12"))
            vague = tuple(replace(e, topics=(), place=None) for e in extraction.events)
            extraction = replace(extraction, article=later, events=vague)
        found.append(extraction)
    return found


def questions(folder: Path) -> tuple[Question, ...]:
    read = read_corrections(folder / "corrections.tsv")
    corrected = correct(doubted(), read, country_of=country_of)
    assert corrected.problems == ()
    merging = weigh(corrected.extractions, country_of=country_of, ties=corrected.ties)
    return doubtful(corrected.extractions, merging)


def of_kind(found: tuple[Question, ...], kind: str) -> list[Question]:
    return [question for question in found if question.kind == kind]


def test_a_doubtful_name_is_asked_once_for_all_articles(tmp_path: Path) -> None:
    (question,) = of_kind(questions(tmp_path), "link")
    assert "بري" in question.text
    assert "2 articles" in question.text
    assert [choice.text.split(" (")[0] for choice in question.choices[:2]] == ["One", "Other"]
    assert {article for article, _ in question.passages} == {"h03", "h05"}


def test_what_tells_most_comes_first(tmp_path: Path) -> None:
    bits = [question.information for question in questions(tmp_path)]
    assert bits == sorted(bits, reverse=True)
    assert bits[0] > bits[-1]


def test_an_answer_holds_and_is_not_asked_again(tmp_path: Path) -> None:
    path = tmp_path / "corrections.tsv"
    (before,) = of_kind(questions(tmp_path), "link")
    path.write_text("".join(c.row() + "\n" for c in before.choices[1].corrections), "utf-8")
    assert of_kind(questions(tmp_path), "link") == []
    corrected = correct(doubted(), read_corrections(path))
    keys = {e.key for x in corrected.extractions if x.article.id in ("h03", "h05") for e in x.entities}
    assert "Q222" in keys


@pytest.mark.parametrize("answer", [0, 1])
def test_a_doubtful_merge_is_settled_either_way(tmp_path: Path, answer: int) -> None:
    merges = of_kind(questions(tmp_path), "merge")
    assert merges
    for question in merges:
        with (tmp_path / "corrections.tsv").open("a", encoding="utf-8") as file:
            file.writelines(c.row() + "\n" for c in question.choices[answer].corrections)
    again = of_kind(questions(tmp_path), "merge")
    assert not {q.passages for q in again} & {q.passages for q in merges}


def test_the_file_holds_the_questions(tmp_path: Path) -> None:
    found = questions(tmp_path)
    (tmp_path / "doubts.jsonl").write_text("".join(write_questions(found)), "utf-8")
    assert read_questions(tmp_path) == found


def test_a_folder_without_questions_says_so(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"doubts\.jsonl"):
        read_questions(tmp_path)
    (tmp_path / "doubts.jsonl").write_text("{}\n", "utf-8")
    with pytest.raises(InputError, match="line 1"):
        read_questions(tmp_path)


@pytest.mark.parametrize(
    ("given", "kept", "settled"),
    [
        (["2", "q"], ["Q222", "Q222"], 1),
        (["", "q"], [], 0),
        (["9", "x", "3", "q"], ["-", "-"], 1),
        ([], [], 0),
    ],
)
def test_answers(tmp_path: Path, given: list[str], kept: list[str], settled: int) -> None:
    lines: Iterator[str] = iter(given)
    made: list[Correction] = []
    said: list[str] = []

    def answer() -> str:
        try:
            return next(lines)
        except StopIteration:
            raise EOFError from None

    only = of_kind(questions(tmp_path), "link") * 2
    assert ask(only, said.append, answer, made.append) == settled
    assert [correction.object for correction in made] == kept


def test_review_at_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "doubts.jsonl").write_text("".join(write_questions(questions(tmp_path))), "utf-8")
    path = tmp_path / "corrections.tsv"
    result = CliRunner().invoke(app, ["review", str(tmp_path), "-c", str(path), "--kind", "link"], input="1\n")
    assert result.exit_code == 0, result.output
    assert "1 settled" in result.output
    assert [(row.action, row.object) for row in read_corrections(path).rows] == [("is", "Q111"), ("is", "Q111")]


def test_answers_go_to_the_file_that_the_build_reads(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.md").write_text(
        "---\npublished: 2024-05-01\n---\n\nاستقبل وزير الخارجية المصري نظيره الأردني في القاهرة اليوم لبحث العلاقات.",
        "utf-8",
    )
    build([tmp_path / "in"], tmp_path / "out")
    (tmp_path / "out" / "doubts.jsonl").write_text("".join(write_questions(questions(tmp_path))), "utf-8")
    result = CliRunner().invoke(app, ["review", str(tmp_path / "out"), "--kind", "link"], input="1\n")
    assert result.exit_code == 0, result.output
    assert len(read_corrections(tmp_path / "in" / "corrections.tsv").rows) == 2
    result = CliRunner().invoke(app, ["review", str(tmp_path)], input="1\n")
    assert isinstance(result.exception, InputError)


def test_a_pair_that_no_correction_can_tell_apart_is_asked_about_once() -> None:
    made = doubted()
    merging = weigh(made, country_of=country_of)
    twice = replace(merging, doubts=(*merging.doubts, *merging.doubts))
    assert doubtful(made, twice) == doubtful(made, merging)


def test_those_that_tell_most_are_kept_where_there_are_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = questions(tmp_path)
    assert min(len(of_kind(found, kind)) for kind in ("link", "merge")) > 0
    monkeypatch.setattr("kg.limits.QUESTIONS", 1)
    kept = questions(tmp_path)
    assert set(kept) <= set(found)
    for kind in ("link", "merge"):
        (question,) = of_kind(kept, kind)
        assert question.information == max(q.information for q in of_kind(found, kind))


def test_diff_at_the_terminal(tmp_path: Path) -> None:
    for name, part in (("old", extractions()[:-4]), ("new", extractions())):
        graph = Graph(weigh(part, country_of=country_of).knowledge)
        (tmp_path / f"{name}.ttl").write_text("".join(turtle(graph)), "utf-8")
    old, new = str(tmp_path / "old.ttl"), str(tmp_path / "new.ttl")
    result = CliRunner().invoke(app, ["diff", old, new])
    assert result.exit_code == 0
    assert "New events (2)" in result.output
    assert CliRunner().invoke(app, ["diff", old, new, "--exit-code", "-f", "json"]).exit_code == 1
    assert CliRunner().invoke(app, ["diff", new, new, "--exit-code"]).exit_code == 0
