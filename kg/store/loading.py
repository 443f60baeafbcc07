"""Bringing a graph to a remote store: a named graph an article, the merged graph beside them, only what is new.

What the store has is remembered in a file beside the build, line by line as the store confirms it, so that a load that
was cut off goes on where it was, and the next build sends only the articles that changed and takes the others away.
"""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from urllib.parse import quote

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from kg.data import data_folder
from kg.errors import GraphError, InputError
from kg.net import Access, Patience, Wire
from kg.rdf.names import Namer, digest
from kg.rdf.terms import iri
from kg.rdf.vocabulary import ONTOLOGY
from kg.store.embedded import graph_file

PUT_BATCH = 20_000
"""Statements of one request of the Graph Store Protocol."""
UPDATE_BATCH = 1_000
"""Statements of one SPARQL Update; Virtuoso takes no more than some thousands."""

Progress = Callable[[int], None]
"""Told how many graphs are done."""


class Protocol(StrEnum):
    """How a store takes graphs."""

    GSP = "gsp"
    """SPARQL 1.1 Graph Store Protocol: PUT, POST and DELETE of `?graph=IRI`."""
    UPDATE = "update"
    """SPARQL 1.1 Update."""


@dataclass(frozen=True, slots=True)
class Load:
    """What a load did: graphs sent, graphs that the store had already, graphs taken away, statements sent."""

    sent: int
    kept: int
    withdrawn: int
    statements: int


def load(
    path: Path,
    endpoint: str,
    protocol: Protocol = Protocol.GSP,
    *,
    again: bool = False,
    access: Access | None = None,
    patience: Patience | None = None,
    progress: Progress | None = None,
) -> Load:
    """Bring a graph to a remote store.

    Args:
        path: a folder made by a build, or a graph's file. Beside `graph.ttl`, `graph.trig` gives the articles' graphs.
        endpoint: where the store takes graphs by the protocol.
        protocol: how.
        again: send everything, whatever the store is known to have.
        access: credentials; by default those of the environment or ~/.netrc.
        patience: time-outs and repeats.
        progress: called as the load goes on.

    Raises:
        InputError: there is no graph.
        GraphError: a file cannot be parsed.
        RemoteError: the store does not take it; what it took so far is remembered.
    """
    file = graph_file(path)
    ledger = _Ledger(ledger_file(file, endpoint), forget=again)
    store = _taker(protocol, endpoint, Wire(endpoint, access, patience))
    seen: set[str] = set()
    sent = statements = 0
    for name, lines in graphs(file):
        seen.add(name)
        mark = sha256("".join(lines).encode()).hexdigest()
        if ledger.known.get(name) != mark:
            ledger.note(name, None)
            store.replace(name, lines)
            ledger.note(name, mark)
            sent, statements = sent + 1, statements + len(lines)
        if progress:
            progress(len(seen))
    gone = sorted(name for name, mark in ledger.known.items() if name not in seen)
    for name in gone:
        store.drop(name)
        ledger.forget(name)
    return Load(sent, len(seen) - sent, len(gone), statements)


def withdraw(
    article: str,
    endpoint: str,
    access: Access | None = None,
    patience: Patience | None = None,
    namer: Namer | None = None,
) -> None:
    """Take an article away from a store at once: its named graph, and what it alone said from the merged graph.

    Args:
        article: the article's IRI.
        endpoint: where the store takes SPARQL Update.
        access: credentials; by default those of the environment or ~/.netrc.
        patience: time-outs and repeats.
        namer: of the merged graph.

    Raises:
        TermError: the article's IRI is none.
        RemoteError: the store does not take it.
    """
    name, merged = iri(article), (namer or Namer()).merged()
    store = _ByUpdate(endpoint, Wire(endpoint, access, patience))
    store.send(
        f"DELETE {{ GRAPH {merged} {{ ?s ?p ?o }} }} WHERE {{ GRAPH {name} {{ ?s ?p ?o }} "
        f"FILTER NOT EXISTS {{ GRAPH ?other {{ ?s ?p ?o }} FILTER (?other != {name} && ?other != {merged}) }} }}"
    )
    store.drop(name.value)


def graphs(file: Path, namer: Namer | None = None) -> Iterator[tuple[str, list[str]]]:
    """The named graphs that a store is to have, as sorted N-Triples lines: the articles', the merged, the ontology.

    Raises:
        GraphError: a file cannot be parsed, or a named graph is not in one piece.
    """
    beside = file.with_suffix(".trig")
    named = file if file.suffix in (".trig", ".nq") else beside
    seen: set[str] = set()
    if named.is_file():
        for name, quads in groupby(_quads(named), key=lambda quad: quad.graph_name):
            if not isinstance(name, NamedNode):
                continue
            if name.value in seen:
                raise GraphError(f"{named}: the graph {name.value} is not in one piece")
            seen.add(name.value)
            yield name.value, _lines(quads)
    yield (namer or Namer()).merged().value, _lines(_quads(file))
    for ontology in ("diplomacy", "topics"):
        source = data_folder("ontology") / f"{ontology}.ttl"
        yield ONTOLOGY if ontology == "diplomacy" else ONTOLOGY.replace("ontology", "topics"), _lines(_quads(source))


def ledger_file(file: Path, endpoint: str) -> Path:
    """Where what a store has is remembered: beside the folder of the build, since that is replaced with each build."""
    folder = file.resolve().parent
    return folder.with_name(f"{folder.name}.loads") / f"{digest(endpoint)}.jsonl"


class _Ledger:
    """What a store is known to have: graph → hash of its lines; '' where it may have a part."""

    def __init__(self, path: Path, forget: bool) -> None:
        self._path = path
        self.known: dict[str, str] = {}
        try:
            lines = path.read_text("utf-8").splitlines()
        except FileNotFoundError:
            lines = []
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"{path}: {error}") from error
        for line in lines:
            try:
                told = json.loads(line)
                self._take(told["graph"], None if forget else told["sha256"], told.get("gone", False))
            except (ValueError, KeyError, TypeError):
                continue  # a line that was cut off: the graph is sent again

    def note(self, name: str, mark: str | None) -> None:
        self._write({"graph": name, "sha256": mark})
        self._take(name, mark, False)

    def forget(self, name: str) -> None:
        self._write({"graph": name, "sha256": None, "gone": True})
        self._take(name, None, True)

    def _take(self, name: str, mark: str | None, gone: bool) -> None:
        if gone:
            self.known.pop(name, None)
        else:
            self.known[name] = mark or ""

    def _write(self, told: dict[str, object]) -> None:
        try:
            self._path.parent.mkdir(exist_ok=True)
            with self._path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(told) + "\n")
        except OSError as error:
            raise InputError(f"{self._path}: cannot remember what is loaded: {error.strerror}") from error


class _ByPut:
    """A store that takes graphs by the Graph Store Protocol."""

    def __init__(self, endpoint: str, wire: Wire) -> None:
        self._endpoint = endpoint
        self._wire = wire

    def replace(self, name: str, lines: list[str]) -> None:
        for start in range(0, len(lines) or 1, PUT_BATCH):
            body = "".join(lines[start : start + PUT_BATCH]).encode()
            self._send(name, "POST" if start else "PUT", body)

    def drop(self, name: str) -> None:
        self._send(name, "DELETE", None)

    def _send(self, name: str, method: str, body: bytes | None) -> None:
        joint = "&" if "?" in self._endpoint else "?"
        url = f"{self._endpoint}{joint}graph={quote(name, safe='')}"
        headers = {"Content-Type": "text/turtle; charset=utf-8"} if body is not None else {}
        self._wire.exchange(urllib.request.Request(url, body, headers, method=method))  # noqa: S310, the wire checks


class _ByUpdate:
    """A store that takes SPARQL Update."""

    def __init__(self, endpoint: str, wire: Wire) -> None:
        self._endpoint = endpoint
        self._wire = wire

    def replace(self, name: str, lines: list[str]) -> None:
        graph = iri(name)
        for start in range(0, len(lines) or 1, UPDATE_BATCH):
            batch = "".join(lines[start : start + UPDATE_BATCH])
            before = "" if start else f"DROP SILENT GRAPH {graph} ;\n"
            self.send(f"{before}INSERT DATA {{ GRAPH {graph} {{\n{batch}}} }}")

    def drop(self, name: str) -> None:
        self.send(f"DROP SILENT GRAPH {iri(name)}")

    def send(self, update: str) -> None:
        headers = {"Content-Type": "application/sparql-update; charset=utf-8"}
        request = urllib.request.Request(self._endpoint, update.encode(), headers, method="POST")  # noqa: S310, as above
        self._wire.exchange(request)


def _taker(protocol: Protocol, endpoint: str, wire: Wire) -> _ByPut | _ByUpdate:
    return _ByPut(endpoint, wire) if protocol is Protocol.GSP else _ByUpdate(endpoint, wire)


def _quads(file: Path) -> Iterator[Quad]:
    try:
        yield from parse(path=file, format=RdfFormat.from_extension(file.suffix[1:]))
    except (SyntaxError, ValueError, OSError) as error:
        raise GraphError(f"{file}: cannot be parsed, it may be cut short: {error}") from error


def _lines(quads: Iterable[Quad]) -> list[str]:
    return sorted({f"{quad.subject} {quad.predicate} {quad.object} .\n" for quad in quads})
