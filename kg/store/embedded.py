"""A graph's files in the process: Oxigraph in memory for a small graph, in a folder beside a large one."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from tempfile import mkdtemp

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, QueryBoolean, QuerySolutions, QueryTriples, Store, Triple

from kg.errors import GraphError, InputError, QueryError
from kg.rdf.check import FORMATS
from kg.rdf.terms import boolean, iri
from kg.rdf.trailer import digest_of
from kg.store.answers import Answer, Cell

SMALL = 4_000_000
"""Bytes of a file that is read into memory each time, in a tenth of a second; a larger one gets a store beside it."""
FOLDER_SUFFIX = ".store"
_SEAL = "source.json"


class Embedded:
    """A graph that is open in this process, to be read."""

    def __init__(self, store: Store) -> None:
        """A graph over an open store; queries read its default graph."""
        self.store = store

    def run(self, query: str, form: str, limit: int | None = None) -> Answer:
        """The answer to a query.

        Raises:
            QueryError: the query is no SPARQL, or fails.
        """
        try:
            result = self.store.query(query)
            if isinstance(result, QueryBoolean):
                return Answer(("answer",), ((boolean(bool(result)),),), form)
            if isinstance(result, QueryTriples):
                rows: Iterable[tuple[Cell, ...]] = (_triple(triple) for triple in result)
                return _limited(("subject", "predicate", "object"), rows, form, limit)
            assert isinstance(result, QuerySolutions)
            columns = tuple(variable.value for variable in result.variables)
            return _limited(columns, (tuple(_cell(cell) for cell in row) for row in result), form, limit)
        except SyntaxError as error:
            raise QueryError(f"the query cannot be read: {error}") from error
        except (RuntimeError, ValueError, OSError) as error:
            raise QueryError(f"the query failed: {error}") from error


def open_graph(path: Path) -> Embedded:
    """Open a graph to query it.

    Args:
        path: a graph's file, or a folder with a `graph.ttl`. For a large file a store is made beside it at first use,
            and made anew when the file has changed.

    Raises:
        InputError: there is no such graph.
        GraphError: it cannot be parsed.
    """
    file = graph_file(path)
    if file.stat().st_size <= SMALL:
        return Embedded(_load(file))
    folder = store_folder(file)
    if not _is_current(folder, file):
        try:
            build_store(file)
        except OSError:
            return Embedded(_load(file))
    return Embedded(Store.read_only(str(folder)))


def graph_file(path: Path) -> Path:
    """The graph's file that a path means.

    Raises:
        InputError: there is none.
    """
    file = path / "graph.ttl" if path.is_dir() else path
    if not file.is_file():
        raise InputError(f"{path}: no graph here; `kg build` makes one")
    if file.suffix not in FORMATS:
        raise InputError(f"{file}: not a graph's file; it ends in one of {', '.join(FORMATS)}")
    return file


def store_folder(file: Path) -> Path:
    """Where the store of a graph's file is: beside it."""
    return file.with_name(file.name + FOLDER_SUFFIX)


def build_store(file: Path) -> Path:
    """Make the store of a graph's file beside it, whole or not at all; return its folder.

    Raises:
        GraphError: the file cannot be parsed.
        OSError: the folder cannot be written.
    """
    folder = store_folder(file)
    fresh = Path(mkdtemp(prefix=folder.name + ".", dir=file.parent))
    try:
        _fill(fresh, file)
        seal = {"bytes": file.stat().st_size, "mtime": file.stat().st_mtime_ns, "sha256": digest_of(file)}
        (fresh / _SEAL).write_text(json.dumps(seal), "utf-8")
        if folder.exists():
            old = Path(mkdtemp(prefix=folder.name + ".", dir=file.parent))
            folder.rename(old / "old")
            shutil.rmtree(old, ignore_errors=True)
        fresh.rename(folder)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    return folder


def _fill(folder: Path, file: Path) -> None:
    store = Store(str(folder))
    _load_into(store, file)
    store.optimize()
    store.flush()


def _load(file: Path) -> Store:
    store = Store()
    _load_into(store, file)
    return store


def _load_into(store: Store, file: Path) -> None:
    """Load a file; what its named graphs say is put in the default graph too, each statement once.

    An engine's own union of named graphs finds a statement as often as graphs hold it, and a join of such findings
    grows without bound.
    """
    try:
        store.bulk_load(path=file, format=FORMATS[file.suffix])
    except (SyntaxError, ValueError) as error:
        raise GraphError(f"{file}: cannot be parsed, it may be cut short: {error}") from error
    if next(iter(store.named_graphs()), None) is not None:
        store.bulk_extend(Quad(quad.subject, quad.predicate, quad.object) for quad in store)


def _is_current(folder: Path, file: Path) -> bool:
    """Whether a store was made from a file as it is now; its time may have changed by copying, its bytes not."""
    try:
        seal = json.loads((folder / _SEAL).read_text("utf-8"))
        stat = file.stat()
        if seal["bytes"] != stat.st_size:
            return False
        if seal["mtime"] != stat.st_mtime_ns:
            if seal["sha256"] != digest_of(file):
                return False
            if os.access(folder, os.W_OK):
                (folder / _SEAL).write_text(json.dumps(seal | {"mtime": stat.st_mtime_ns}), "utf-8")
        return True
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _limited(columns: tuple[str, ...], rows: Iterable[tuple[Cell, ...]], form: str, limit: int | None) -> Answer:
    if limit is None:
        return Answer(columns, tuple(rows), form)
    kept = tuple(islice(rows, limit + 1))
    return Answer(columns, kept[:limit], form, len(kept) > limit)


def _triple(triple: Triple) -> tuple[Cell, ...]:
    return _cell(triple.subject), _cell(triple.predicate), _cell(triple.object)


def _cell(term: NamedNode | BlankNode | Literal | Triple | None) -> Cell:
    if term is None or isinstance(term, NamedNode | Literal):
        return term
    return iri(f"https://w3id.org/diplomacy-kg/.well-known/genid/{str(term)[2:]}")
