"""What a child does: answer a query, a question of the library, a page's or the API's need of data."""

from __future__ import annotations

import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec

from kg.errors import InputError, QueryError, TermError
from kg.serve import views
from kg.serve.catalogue import Catalogue, make_catalogue
from kg.serve.finding import Finder
from kg.serve.results import TooMuch, write, write_graph
from kg.serve.texts import Texts
from kg.store.embedded import Embedded, open_graph
from kg.store.library import questions
from kg.store.scan import bind_values, check_query
from kg.store.values import bind

MANIFEST = "manifest.json"
_encode = msgspec.json.Encoder(order="deterministic").encode


class Desk:
    """An open graph with all that is needed to answer from it."""

    def __init__(self, graph: Embedded, catalogue: Catalogue, texts: Texts, about: dict[str, Any]) -> None:
        """A desk over an open graph."""
        self.graph, self.catalogue, self.texts, self.about = graph, catalogue, texts, about
        self.finder = Finder(catalogue)
        self._questions = {question.name: question for question in questions()}
        self._does: dict[str, Callable[[dict[str, Any]], bytes]] = {
            "sparql": self._sparql,
            "question": self._question,
            "data": self._data,
            "view": self._view,
        }

    @classmethod
    def open(cls, path: Path) -> Desk:
        """Open the build of a folder, or a graph's file; what is read is of one build even when a new one comes.

        Raises:
            InputError: there is none.
            GraphError: it cannot be parsed.
        """
        if not path.exists():
            raise InputError(f"{path}: no graph here; `kg build` makes one")
        if not path.is_dir():
            return cls._of(path, Texts.none(), identity_of(path))
        handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
        inside = Path(f"/proc/self/fd/{handle}")
        inside = inside if inside.exists() else path
        return cls._of(inside, Texts.of(inside, path), identity_of(inside))

    @classmethod
    def _of(cls, path: Path, texts: Texts, identity: str) -> Desk:
        graph = open_graph(path)
        catalogue = make_catalogue(graph.store)
        counts = {name: len(getattr(catalogue, name)) for name in ("actors", "events", "articles")}
        return cls(graph, catalogue, texts, {"build": identity, **counts})

    def trusts(self, job: dict[str, Any]) -> bool:
        """Whether a job's work is known beforehand, so that it may read files."""
        return bool(job["do"] == "view")

    def do(self, job: dict[str, Any]) -> bytes:
        """The answer to a job.

        Raises:
            QueryError: it cannot be answered; `status` tells how HTTP says so.
        """
        try:
            return self._does[job["do"]](job)
        except TooMuch as error:
            error.status = 422  # type: ignore[attr-defined]
            raise
        except TermError as error:
            raise QueryError(str(error)) from error

    def _sparql(self, job: dict[str, Any]) -> bytes:
        check_query(job["query"])
        try:
            result = self.graph.store.query(job["query"])
            return write(result, job["media"], job["rows"], job["answer"])
        except SyntaxError as error:
            raise QueryError(f"the query cannot be read: {error}") from error
        except (RuntimeError, ValueError, OSError) as error:
            raise QueryError(f"the query failed: {error}") from error

    def _question(self, job: dict[str, Any]) -> bytes:
        question = self._questions[job["name"]]
        if question.federated:
            raise QueryError(f"'{question.name}' asks another endpoint too; `kg query` can")
        try:
            given = bind(self.graph, question, job["given"], job["lang"])
        except QueryError as error:
            error.status = 404  # type: ignore[attr-defined]
            raise
        return self._sparql(job | {"query": bind_values(question.text, given)})

    def _data(self, job: dict[str, Any]) -> bytes:
        triples = views.describe(self.graph.store, job["iri"], job["rows"])
        if not triples:
            raise _missing(job["iri"])
        return write_graph(triples, job["media"], job["answer"])

    def _view(self, job: dict[str, Any]) -> bytes:
        made = views.VIEWS[job["name"]](self, **job["args"])
        if made is None:
            raise _missing(str(job["args"].get("key", job["name"])))
        return _encode(made)


def identity_of(path: Path) -> str:
    """What tells one build from another: a hash of its manifest, or of a lone graph's size and time."""
    try:
        manifest = path / MANIFEST
        if path.is_dir() and manifest.is_file():
            return sha256(manifest.read_bytes()).hexdigest()[:16]
        stat = (path / "graph.ttl" if path.is_dir() else path).stat()
        return sha256(f"{stat.st_size} {stat.st_mtime_ns}".encode()).hexdigest()[:16]
    except OSError as error:
        raise InputError(f"{path}: no graph here; `kg build` makes one") from error


def _missing(what: str) -> QueryError:
    error = QueryError(f"nothing here is called {what[:200]}")
    error.status = 404  # type: ignore[attr-defined]
    return error
