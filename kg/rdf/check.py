"""Whether a graph's file is whole and follows the ontology: counts, invariants, SHACL."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import BlankNode, NamedNode, QuerySolutions, RdfFormat, Store

from kg.data import data_folder
from kg.errors import DataError, GraphError, InputError
from kg.rdf.shapes import check_shapes
from kg.rdf.trailer import check_file
from kg.rdf.vocabulary import DIP

FORMATS = {
    ".ttl": RdfFormat.TURTLE,
    ".trig": RdfFormat.TRIG,
    ".nq": RdfFormat.N_QUADS,
    ".nt": RdfFormat.N_TRIPLES,
    ".jsonld": RdfFormat.JSON_LD,
}
PROLOGUE = f"PREFIX dip: <{DIP}> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
COUNTED = ("Event", "Report", "Article", "Passage", "Person", "State", "Organization", "Place", "Office", "Tenure")
NEEDED = ("Event", "Article", "Passage")
MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: what, where (an IRI, or '' for the whole file)."""

    message: str
    where: str = ""

    def __str__(self) -> str:
        return f"{self.where}: {self.message}" if self.where else self.message


@dataclass(frozen=True, slots=True)
class Validation:
    """What checking a graph gave."""

    path: Path
    triples: int
    counts: tuple[tuple[str, int], ...]
    """How many things there are of each class, in a fixed order."""
    faults: tuple[Fault, ...]
    sampled: bool = False
    """SHACL ran on a sample of the events, the invariants on all of them."""

    @property
    def conforms(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults


def validate(path: Path, shapes: Path | None = None) -> Validation:
    """Check a graph.

    Args:
        path: a file (.ttl, .trig, .nq, .nt, .jsonld), or a folder with a `graph.ttl`.
        shapes: the SHACL file; by default the one that comes with the package.

    Raises:
        InputError: there is no such file, or it is of another kind.
        GraphError: it cannot be parsed.
    """
    file = path / "graph.ttl" if path.is_dir() else path
    store = read_graph(file)
    counts = tuple((name, _count(store, name)) for name in COUNTED)
    found = dict(counts)
    faults = [*(Fault(message) for message in check_file(file, len(store)))]
    faults += [Fault(f"the graph has no dip:{name}") for name in NEEDED if not found[name]]
    faults += [*_unknown_terms(store), *_blank_nodes(store), *_broken_invariants(store)]
    broken, sampled = check_shapes(store, shapes or data_folder("ontology") / "shapes.ttl")
    faults += [Fault(message, where) for message, where in broken]
    return Validation(file, len(store), counts, tuple(dict.fromkeys(faults)), sampled)


def read_graph(path: Path) -> Store:
    """A file's statements in memory, without their named graphs.

    Raises:
        InputError: there is no such file, or it is of another kind.
        GraphError: it cannot be parsed.
    """
    if path.suffix not in FORMATS:
        raise InputError(f"{path}: not a graph's file; it ends in one of {', '.join(FORMATS)}")
    store = Store()
    try:
        store.bulk_load(path=path, format=FORMATS[path.suffix])
    except OSError as error:
        raise InputError(f"{path}: {error}") from error
    except (SyntaxError, ValueError) as error:
        raise GraphError(f"{path}: cannot be parsed, it may be cut short: {error}") from error
    names = list(store.named_graphs())
    if names:
        merged = Store()
        merged.bulk_extend(type(quad)(quad.subject, quad.predicate, quad.object) for quad in store)
        return merged
    return store


def _count(store: Store, name: str) -> int:
    (row,) = _rows(store, f"SELECT (COUNT(DISTINCT ?x) AS ?n) {{ ?x a dip:{name} }}")
    return int(row[0])


def _unknown_terms(store: Store) -> Iterator[Fault]:
    ontology = Store()
    ontology.load(path=data_folder("ontology") / "diplomacy.ttl", format=RdfFormat.TURTLE)
    known = {quad.subject.value for quad in ontology if isinstance(quad.subject, NamedNode)}
    used = _rows(store, "SELECT DISTINCT ?p { ?s ?p ?o }") + _rows(store, "SELECT DISTINCT ?c { ?s a ?c }")
    for (name,) in sorted(used):
        if name.startswith(DIP) and name not in known:
            yield Fault("the ontology has no such class or property", name)


def _blank_nodes(store: Store) -> Iterator[Fault]:
    if any(isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode) for quad in store):
        yield Fault("the graph has blank nodes, so that it cannot be compared or merged")


def _broken_invariants(store: Store) -> Iterator[Fault]:
    for message, pattern in read_invariants():
        for (thing,) in _rows(store, f"SELECT DISTINCT ?thing {{ {pattern} }} LIMIT {MOST_SHOWN}"):
            yield Fault(message, thing)


def read_invariants(folder: Path | None = None) -> list[tuple[str, str]]:
    """The rows of `invariants.tsv`: what is wrong, and the pattern that finds it.

    Raises:
        DataError: a row has not two columns.
    """
    path = (folder or data_folder("ontology")) / "invariants.tsv"
    rows = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            cells = line.split("\t")
            if len(cells) != 2:
                raise DataError(f"{path}, line {number}: {len(cells)} columns where there should be 2")
            rows.append((cells[0], cells[1]))
    return rows[1:]


def _rows(store: Store, query: str) -> list[tuple[str, ...]]:
    solutions = store.query(PROLOGUE + query)
    assert isinstance(solutions, QuerySolutions)
    return [tuple(str(getattr(term, "value", term)) for term in solution) for solution in solutions]
