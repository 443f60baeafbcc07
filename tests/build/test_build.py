"""A build from articles to files."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store

import kg
from kg.errors import InputError
from kg.extracting import extract
from kg.files import MANIFEST
from kg.model import Article, Extraction, Problem
from kg.rdf.check import validate
from kg.read import read

OUTPUTS = {"graph.ttl", "graph.trig", "graph.html", "extractions.jsonl", "doubts.jsonl", "report.md", MANIFEST}


def files(out: Path) -> dict[str, bytes]:
    return {
        p.relative_to(out).as_posix(): p.read_bytes()
        for p in sorted(out.rglob("*"))
        if p.is_file() and ".cache" not in p.parts
    }


@pytest.fixture(scope="module")
def built(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("built") / "out"
    result = kg.build([corpus], out)
    assert (len(result.knowledge.articles), result.skipped) == (90, 1)
    return out


def test_further_forms_tell_the_same(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "التقى الرئيس الفرنسي إيمانويل ماكرون المستشار الألماني أولاف شولتس في باريس.", "utf-8"
    )
    out = tmp_path / "out"
    kg.build([tmp_path / "a.txt"], out, also=["nq", "jsonld"])
    stores = {form: Store() for form in ("trig", "nq", "jsonld")}
    formats = {"trig": RdfFormat.TRIG, "nq": RdfFormat.N_QUADS, "jsonld": RdfFormat.JSON_LD}
    for form, store in stores.items():
        store.load(path=str(out / f"graph.{form}"), format=formats[form])
    assert len(stores["trig"]) == len(stores["nq"]) > 50
    assert set(map(str, stores["trig"])) == set(map(str, stores["nq"]))
    assert len(stores["jsonld"]) > 50


def test_build_writes_what_it_promises_and_the_graph_conforms(built: Path) -> None:
    names = set(files(built))
    assert {name for name in names if "/" not in name} == OUTPUTS
    assert len([name for name in names if name.startswith("articles/")]) == 90
    assert validate(built).faults == ()


def test_lines_of_extractions_point_into_the_texts_that_are_kept(built: Path) -> None:
    lines = [json.loads(line) for line in (built / "extractions.jsonl").read_text("utf-8").splitlines()]
    assert [line["id"] for line in lines] == sorted(f"story-{n:03}" for n in range(90))
    assert sum(len(line["events"]) for line in lines) > 90
    for line in lines:
        text = (built / "articles" / f"{line['sha256']}.txt").read_text("utf-8")
        passages = [p for entity in line["entities"] for p in entity["mentions"]]
        passages += [p for event in line["events"] for p in event["evidence"]]
        passages += [{"text": event["trigger"], **event["trigger_span"]} for event in line["events"]]
        assert all(text[p["start"] : p["end"]] == p["text"] != "" for p in passages)
        ids = {entity["id"] for entity in line["entities"]}
        assert all({*event["agents"], *event["others"]} <= ids for event in line["events"])


def test_report_counts_and_names_what_was_skipped(built: Path) -> None:
    text = (built / "report.md").read_text("utf-8")
    assert "| articles read | 90 |" in text
    assert "| c.txt | KG101 | empty |" in text


def test_same_bytes_with_several_processes_and_again_over_the_last_build(
    corpus: Path, built: Path, tmp_path: Path
) -> None:
    kg.build([corpus], tmp_path / "out", workers=3)
    assert files(tmp_path / "out") == files(built)
    kg.build([corpus], tmp_path / "out")
    assert files(tmp_path / "out") == files(built)


def test_names_of_files_and_doubled_articles_do_not_change_the_graph(corpus: Path, built: Path, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    shutil.copy(corpus / "b.jsonl", tmp_path / "in" / "1.jsonl")
    shutil.copy(corpus / "a.jsonl", tmp_path / "in" / "2.jsonl")
    shutil.copy(corpus / "a.jsonl", tmp_path / "in" / "3.jsonl")
    result = kg.build([tmp_path / "in"], tmp_path / "out")
    assert result.skipped == 50
    assert (tmp_path / "out" / "graph.ttl").read_bytes() == (built / "graph.ttl").read_bytes()


def test_earlier_build_is_no_input(corpus: Path, tmp_path: Path) -> None:
    shutil.copytree(corpus, tmp_path / "in")
    first = kg.build([tmp_path / "in"], tmp_path / "in" / "out")
    second = kg.build([tmp_path / "in"], tmp_path / "in" / "out")
    assert first.turtle() == second.turtle()


def test_output_that_holds_the_input_is_refused(corpus: Path, tmp_path: Path) -> None:
    shutil.copytree(corpus, tmp_path / "out" / "in")
    with pytest.raises(InputError, match="another output"):
        kg.build([tmp_path / "out" / "in"], tmp_path / "out")


def test_nothing_to_read_leaves_the_last_build_alone(corpus: Path, tmp_path: Path) -> None:
    kg.build([corpus / "a.jsonl"], tmp_path / "out")
    before = files(tmp_path / "out")
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "a.txt").write_bytes(b"")
    with pytest.raises(kg.NothingRead) as caught:
        kg.build([tmp_path / "empty"], tmp_path / "out")
    assert [problem.where for problem in caught.value.problems] == ["a.txt"]
    assert files(tmp_path / "out") == before


def test_build_without_a_folder_writes_nothing(corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert "dip:Meeting" in kg.build([str(corpus / "a.jsonl")]).turtle()
    assert list(tmp_path.iterdir()) == []


def test_article_that_the_engine_fails_on_is_told_and_the_others_go_on(corpus: Path) -> None:
    good = read([corpus / "a.jsonl"]).articles[:2]
    bad = replace(good[0], path="bad.txt", text=None)  # type: ignore[arg-type]
    found = list(extract([good[0], bad, good[1]]))
    assert [type(item) for item in found] == [Extraction, Problem, Extraction]
    assert isinstance(found[1], Problem)
    assert (found[1].where, found[1].code) == ("bad.txt", "KG130")


class Deadly(str):
    """A text that ends the process that unpacks it, as a fault in a library of C would."""

    def __reduce__(self) -> tuple[object, tuple[int]]:
        import os

        return os._exit, (9,)


def test_article_that_kills_its_process_is_told_and_the_others_go_on(corpus: Path) -> None:
    articles: list[Article] = list(read([corpus]).articles)
    articles[70] = replace(articles[70], path="deadly.txt", text=Deadly(articles[70].text))
    found = list(extract(articles, workers=2))
    assert len(found) == 90
    problems = [(n, item.where, item.code) for n, item in enumerate(found) if isinstance(item, Problem)]
    assert problems == [(70, "deadly.txt", "KG130")]
    rest = [item for n, item in enumerate(found) if n != 70]
    assert rest == [item for n, item in enumerate(extract(read([corpus]).articles)) if n != 70]
