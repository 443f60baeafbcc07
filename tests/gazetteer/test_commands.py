"""`kg gazetteer …` as a user runs it: another process, its output, its exit status."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from slices import KEPT, SLICE, dump, item

from kg.gazetteer import Gazetteer
from kg.rdf.names import Namer

ARTICLE = (
    "The minister of foreign affairs, Abdel Nasser Sand, met Sergey Lavrov in Port Avalon on Tuesday, and they talked "
    "about the war and what could be done to end it."
)


ENVOY = item("Q990000001", {"en": "Abbas Kamel", "ar": "عباس كامل"}, P31=["Q5"], P106=["Q82955"], P27=["Q79"])


def kg(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kg", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=os.environ | environment,
    )


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wikidata")
    (folder / "wikidata.json").write_bytes(dump())
    done = kg("gazetteer", "build", "--dump", folder / "wikidata.json", "-o", folder / "wikidata.index", "-w", "1")
    assert done.returncode == 0, done.stderr
    assert f"{len(KEPT)} of {len(SLICE)} items; 0 malformed lines" in done.stdout
    return folder / "wikidata.index"


@pytest.mark.parametrize("command", ["build", "update", "lookup", "info", "check"])
def test_help_of_every_command_ends_with_an_example(command: str) -> None:
    done = kg("gazetteer", command, "--help", COLUMNS="200")
    assert done.returncode == 0
    assert f"Example: kg gazetteer {command}" in done.stdout


def test_malformed_lines_are_told_and_make_the_status_one(tmp_path: Path) -> None:
    (tmp_path / "d.json").write_bytes(dump().replace(b'"id":"Q923"', b'"id":923'))
    done = kg("gazetteer", "build", "--dump", tmp_path / "d.json", "-o", tmp_path / "d.index", "-w", "1")
    assert done.returncode == 1
    assert "1 malformed line" in done.stdout
    assert done.stderr.startswith("kg: malformed: ")


def test_lookup_shows_what_a_name_means(index: Path) -> None:
    done = kg("gazetteer", "lookup", "عبدالناصر ساند", "-G", index)
    assert done.returncode == 0
    assert done.stdout.startswith("Q921  ")
    assert "2019-05-01 – 2021-03-10  Q910" in done.stdout


def test_lookup_of_an_office_shows_who_held_it(index: Path) -> None:
    done = kg("gazetteer", "lookup", "Q910", "--date", "2020", "-G", index, "--only-gazetteer")
    assert "Q921  Abdel Nasser Sand" in done.stdout
    assert "Q922" not in done.stdout


def test_lookup_shows_what_sounds_alike_where_nothing_has_the_name(index: Path) -> None:
    done = kg("gazetteer", "lookup", "غريغور فالكنراث", "-G", index)
    assert done.stdout.startswith("Q922  ")
    assert "sounds like it" in done.stdout


def test_lookup_by_a_key_of_the_facts_shows_the_id_that_was_found_for_it(tmp_path: Path) -> None:
    (tmp_path / "d.json").write_bytes(dump([item("Q79", {"en": "Egypt"}, P31=["Q6256"]), ENVOY]))
    kg("gazetteer", "build", "--dump", tmp_path / "d.json", "-o", tmp_path / "d.index", "-w", "1")
    done = kg("gazetteer", "lookup", "x:abbas-kamel", "-G", tmp_path / "d.index")
    assert done.stdout.startswith("Q990000001  ")
    assert "same as x:abbas-kamel" in done.stdout
    done = kg("gazetteer", "check", tmp_path / "d.index")
    assert done.returncode == 1
    assert "id-found\td.index\tx:abbas-kamel (Abbas Kamel) is Q990000001 (Abbas Kamel)" in done.stdout


def test_lookup_by_an_id_in_small_letters(index: Path) -> None:
    assert kg("gazetteer", "lookup", "q921", "-G", index).stdout.startswith("Q921  ")


@pytest.mark.parametrize("command", [("gazetteer", "lookup", "Sand"), ("link", "Sand"), ("extract", ".")])
def test_the_facts_are_left_out_for_an_index_only(command: tuple[str, ...]) -> None:
    done = kg(*command, "--only-gazetteer", KG_GAZETTEER="")
    assert done.returncode == 2
    assert "nothing to look names up in: give --gazetteer, too" in done.stderr


def test_lookup_of_nothing_known_is_status_one(index: Path) -> None:
    done = kg("gazetteer", "lookup", "qqqq wwww", "-G", index, "--only-gazetteer")
    assert (done.returncode, done.stdout) == (1, "")


def test_info_tells_what_is_in_an_index_and_what_it_was_made_of(index: Path) -> None:
    told = kg("gazetteer", "info", index).stdout
    for words in ("wikidata.json", "person       2", "offices      1, with 2 tenures", "look-up keys"):
        assert words in told


def test_check_of_a_good_index_says_nothing(index: Path) -> None:
    assert kg("gazetteer", "check", index).returncode == 0


def test_an_endpoint_that_does_not_answer_takes_no_other_doubts_away() -> None:
    done = kg("gazetteer", "check", "--endpoint", "http://127.0.0.1:1/sparql")
    assert done.returncode == 2
    assert "kg: unknown-id: " in done.stderr
    assert "refuses the connection" in done.stderr


def test_check_of_the_facts_shows_doubts_and_counts_them() -> None:
    done = kg("gazetteer", "check")
    assert done.returncode == 1
    assert "unknown-id\t" in done.stdout
    assert "kg: unknown-id: " in done.stderr


@pytest.mark.parametrize("command", [("link", "ساند"), ("extract", "."), ("build", ".")])
def test_a_file_that_is_no_index_is_refused_by_every_command_that_links(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    (tmp_path / "no.index").write_bytes(b"nothing")
    done = kg(*command, "--gazetteer", tmp_path / "no.index")
    assert done.returncode == 2
    assert "make it again with `kg gazetteer build`" in done.stderr


def test_articles_are_linked_with_the_given_index(index: Path, tmp_path: Path) -> None:
    article = tmp_path / "a.md"
    article.write_text(f"---\npublished: 2020-05-06\n---\n{ARTICLE}", "utf-8")
    alone = kg("extract", article).stdout
    both = kg("extract", article, "--gazetteer", index).stdout
    only = kg("extract", article, "--gazetteer", index, "--only-gazetteer").stdout
    assert ('"Q921"' in alone, '"Q921"' in both, '"Q921"' in only) == (False, True, True)
    assert ('"Q58217"' in both, '"Q58217"' in only) == (True, False)
    assert '"Q902"' in both


def test_the_graph_says_who_a_person_without_an_id_is_now(tmp_path: Path) -> None:
    fact = next(f for f in Gazetteer.open().unidentified() if f.type == "person" and f.country and f.label("en"))
    known = item("Q999000001", {"en": fact.label("en")}, 9, P31=["Q5"], P27=[fact.country], P106=["Q82955"])
    (tmp_path / "d.json").write_bytes(dump([*SLICE, known]))
    kg("gazetteer", "build", "--dump", tmp_path / "d.json", "-o", tmp_path / "d.index", "-w", "1")
    article = tmp_path / "a.md"
    article.write_text(f"---\npublished: 2020-05-06\n---\n{ARTICLE} {fact.label('en')} was there.", "utf-8")
    graphs = []
    for number, options in enumerate(([], ["--gazetteer", tmp_path / "d.index"])):
        done = kg("build", article, "-o", tmp_path / f"out{number}", *options)
        assert done.returncode == 0, done.stderr
        graphs.append((tmp_path / f"out{number}" / "graph.ttl").read_text("utf-8"))
    old = "actor:" + Namer().actor(fact.key).value.rpartition("/")[2]
    assert f"\n{old} a dip:Person" in graphs[0]
    assert f"\n{old} owl:sameAs wd:Q999000001 .\n" in graphs[1]
    assert "\nwd:Q999000001 a dip:Person" in graphs[1]
    assert kg("validate", tmp_path / "out1" / "graph.ttl").returncode == 0
