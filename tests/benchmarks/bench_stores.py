"""How stores load a graph and answer the library: Oxigraph in the process, Oxigraph's server, Virtuoso.

Run: python tests/benchmarks/bench_stores.py GRAPH [--triples N] [--repeat N] [--stores NAME ...] [--only NAME ...]
A graph is a .ttl or .nt file; with --triples it is copied to so many first (see copies.py). Every store takes the
same file by its own loader and is asked every question of the library as its parameters need and with all of them,
about the actors, the place, the topic and the days of which the graph holds most. Times are of the whole answer, read.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).parents[1] / "store"))
sys.path.insert(0, str(Path(__file__).parent))

import servers
from copies import copies, lines_of
from rich.console import Console
from rich.table import Table

from kg.errors import KgError
from kg.net import Access, Patience
from kg.store.answers import Source
from kg.store.ask import ask
from kg.store.embedded import open_graph
from kg.store.library import Question, questions
from kg.store.remote import MERGED, Remote

Made = TypeVar("Made")
PATIENCE = Patience(timeout=300, attempts=1)
LOCAL = [question for question in questions() if not question.federated]
DIP = "PREFIX dip: <https://w3id.org/diplomacy-kg/ontology#> "
MOST = {
    "actor": "SELECT ?x { ?e dip:participation ?p . ?p dip:actor ?x } GROUP BY ?x ORDER BY DESC(COUNT(?e)) ?x LIMIT 2",
    "place": "SELECT ?x { ?e a dip:Visit ; dip:place ?x } GROUP BY ?x ORDER BY DESC(COUNT(?e)) ?x LIMIT 1",
    "topic": "SELECT ?x { ?e dip:topic ?x } GROUP BY ?x ORDER BY DESC(COUNT(?e)) ?x LIMIT 1",
    "day": "SELECT ?x { ?e dip:earliest ?x } GROUP BY ?x ORDER BY DESC(COUNT(?e)) ?x LIMIT 1",
    "state": "SELECT ?x { ?o dip:jurisdiction ?x } GROUP BY ?x ORDER BY DESC(COUNT(?o)) ?x LIMIT 1",
    "title": "SELECT ?x { ?r dip:article ?a . ?a dip:title ?x } GROUP BY ?x ORDER BY DESC(COUNT(?r)) ?x LIMIT 1",
}


@dataclass
class Store:
    """A store under test: how it takes a file, and its answers' times and sizes by question."""

    name: str
    load_seconds: float = 0.0
    times: dict[tuple[str, str], list[float]] = field(default_factory=dict)
    rows: dict[tuple[str, str], set[int]] = field(default_factory=dict)
    failed: dict[tuple[str, str], str] = field(default_factory=dict)


def subjects(source: Source) -> dict[str, str]:
    """The parameters of the questions: what the graph holds most of."""
    found = {name: [row["x"] for row in source.run(DIP + query, "SELECT").records()] for name, query in MOST.items()}
    actor, other = found["actor"]
    (place,), (topic,), (day,), (state,) = (found[name] for name in ("place", "topic", "day", "state"))
    title = found["title"][0]
    given = {"actor": actor, "other": other, "place": place, "topic": topic.rpartition("#")[2], "day": day}
    return {**given, "state": state, "title": title, "from": day, "to": day}


def settings(question: Question, given: dict[str, str], whole: bool) -> dict[str, str]:
    return {p.name: given[p.name] for p in question.parameters if whole or not p.optional}


def measure(store: Store, source: Source, asked: list[Question], given: dict[str, str], repeat: int) -> None:
    for question in asked:
        for whole in (False, True):
            key = (question.name, "all" if whole else "needed")
            if whole and not any(p.optional for p in question.parameters):
                continue
            for _ in range(repeat):
                started = time.perf_counter()
                try:
                    answer = ask(source, question, settings(question, given, whole), "ar")
                except KgError as error:
                    store.failed[key] = str(error)[:120]
                    break
                store.times.setdefault(key, []).append(time.perf_counter() - started)
                store.rows.setdefault(key, set()).add(len(answer))


@contextmanager
def embedded(file: Path, folder: Path, store: Store) -> Iterator[Source]:
    link = folder / file.name
    link.symlink_to(file)
    store.load_seconds, source = timed(lambda: open_graph(link))
    yield source


@contextmanager
def oxigraph(file: Path, folder: Path, store: Store) -> Iterator[Source]:
    binary = servers.oxigraph_binary()
    assert binary
    command = [binary, "load", "-l", str(folder / "db"), "-f", str(file)]
    store.load_seconds, _ = timed(lambda: subprocess.run(command, check=True, capture_output=True))
    with servers.oxigraph(folder) as server:
        yield Remote(server.query, "", Access(), PATIENCE)


@contextmanager
def virtuoso(file: Path, folder: Path, store: Store) -> Iterator[Source]:
    (folder / file.name).symlink_to(file)
    said = f"DB.DBA.TTLP_MT(file_open('{folder / file.name}'), '', '{MERGED}', 0, 2); checkpoint;"
    with servers.virtuoso(folder, buffers=170_000, seconds=300) as server:
        command = ["isql-vt", str(server.sql), "dba", "dba", f"exec={said}"]
        store.load_seconds, done = timed(lambda: subprocess.run(command, check=True, capture_output=True, text=True))
        assert "Error" not in done.stderr, done.stderr
        yield Remote(server.query, MERGED, Access(), PATIENCE)


STORES = {"embedded": embedded, "oxigraph": oxigraph, "virtuoso": virtuoso}


def timed(work: Callable[[], Made]) -> tuple[float, Made]:
    started = time.perf_counter()
    done = work()
    return time.perf_counter() - started, done


def report(stores: list[Store], triples: int) -> None:
    console = Console(width=150)
    table = Table("question", "with", "rows", *(f"{store.name} ms" for store in stores), box=None)
    for key in sorted({key for store in stores for key in (*store.times, *store.failed)}):
        counts = set().union(*(store.rows.get(key, set()) for store in stores))
        cells = [store.failed.get(key) or f"{1000 * statistics.median(store.times[key]):.1f}" for store in stores]
        table.add_row(*key, " / ".join(map(str, sorted(counts))), *cells)
    console.print(table)
    summary = Table("store", "triples", "load s", "triples/s", "median ms", "p99 ms", "longest ms", "failed", box=None)
    for store in stores:
        times = sorted(1000 * one for many in store.times.values() for one in many)
        p99 = times[int(0.99 * (len(times) - 1))]
        summary.add_row(
            store.name, f"{triples:,}", f"{store.load_seconds:.1f}", f"{triples / store.load_seconds:,.0f}",
            f"{statistics.median(times):.1f}", f"{p99:.0f}", f"{times[-1]:.0f}", str(len(store.failed)),
        )  # fmt: skip
    console.print(summary)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("graph", type=Path)
    parser.add_argument("--triples", type=int, default=0)
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--stores", nargs="+", choices=STORES, default=list(STORES))
    parser.add_argument("--only", nargs="+", default=[], help="questions, by name")
    given = parser.parse_args()
    asked = [question for question in LOCAL if not given.only or question.name in given.only]
    stores = [Store(name) for name in given.stores]
    with TemporaryDirectory(prefix="kg-stores-") as place:
        file = Path(place) / "graph.nt"
        lines = lines_of(given.graph)
        triples = given.triples or len(lines)
        with file.open("w", encoding="utf-8") as out:
            out.writelines(copies(lines, triples))
        del lines
        about: dict[str, str] = {}
        for store in stores:
            folder = Path(place) / store.name
            folder.mkdir()
            with STORES[store.name](file, folder, store) as source:
                about = about or subjects(source)
                measure(store, source, asked, about, given.repeat)
    print(about)
    report(stores, triples)


if __name__ == "__main__":
    main()
