"""A graph file as a table: property → subject → values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Protocol

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse

from kg.data import data_folder
from kg.errors import DataError, GraphError, InputError
from kg.view.records import Labels

DIP = "https://w3id.org/diplomacy-kg/ontology#"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
BELOW = "http://www.w3.org/2000/01/rdf-schema#subClassOf"
LABELS = (
    "http://www.w3.org/2004/02/skos/core#prefLabel",
    "http://www.w3.org/2000/01/rdf-schema#label",
    "https://schema.org/name",
)
ALSO = ("http://www.w3.org/2004/02/skos/core#altLabel", "https://schema.org/alternateName")
FORMATS = {
    ".ttl": RdfFormat.TURTLE,
    ".trig": RdfFormat.TRIG,
    ".nq": RdfFormat.N_QUADS,
    ".nt": RdfFormat.N_TRIPLES,
}

Value = tuple[str, str | None]
"""An object: (IRI or text, language); the language is None for things and '' for texts without one."""


class Said(Protocol):
    """A statement: a quad, a triple, or one of a build."""

    @property
    def subject(self) -> object:
        """What it is about."""

    @property
    def predicate(self) -> NamedNode:
        """The property."""

    @property
    def object(self) -> object:
        """The property's value."""


Quads = Iterable[Said]


class Statements:
    """What a graph says, whatever named graph says it; a statement that is told twice counts once."""

    def __init__(self, quads: Quads) -> None:
        """Read all statements."""
        self._table: dict[str, dict[str, dict[Value, None]]] = {}
        for quad in quads:
            subject, value = _name(quad.subject), _value(quad.object)
            if subject is not None and value is not None:
                of_property = self._table.setdefault(quad.predicate.value, {})
                of_property.setdefault(subject, {})[value] = None

    def subjects(self, name: str) -> Mapping[str, Iterable[Value]]:
        """Subject → values of one property, in the order of the file."""
        return self._table.get(name, {})

    def things(self, subject: str, name: str) -> list[str]:
        """The IRIs that a property of a subject has, sorted."""
        return sorted(text for text, language in self._values(subject, name) if language is None)

    def texts(self, subject: str, *names: str) -> Labels:
        """(language, text) of the first of some properties that has any, sorted."""
        for name in names:
            found = sorted((lang, text) for text, lang in self._values(subject, name) if lang is not None)
            if found:
                return tuple(found)
        return ()

    def text(self, subject: str, *names: str) -> str:
        """The first value as a string, whether text or IRI; '' where there is none."""
        for name in names:
            found = sorted(text for text, _ in self._values(subject, name))
            if found:
                return found[0]
        return ""

    def labels(self, subject: str) -> Labels:
        """The labels of a thing, one a language."""
        one: dict[str, str] = {}
        for lang, text in self.texts(subject, *LABELS):
            one.setdefault(lang.split("-")[0].lower(), text)
        return tuple(sorted(one.items()))

    def classes(self, subject: str) -> list[str]:
        """The classes that a thing is said to be of, sorted."""
        return self.things(subject, TYPE)

    def _values(self, subject: str, name: str) -> Iterable[Value]:
        return self._table.get(name, {}).get(subject, ())


def read_graph(path: Path) -> Statements:
    """The statements of a Turtle, TriG, N-Triples or N-Quads file, or of the graph in a folder made by a build.

    Raises:
        InputError: it cannot be read or is of another format.
        GraphError: it is malformed; tells the line.
    """
    path = path / "graph.ttl" if path.is_dir() else path
    form = FORMATS.get(path.suffix.lower())
    if form is None:
        raise InputError(f"{path}: not a graph file; its name should end with {', '.join(FORMATS)}")
    try:
        return Statements(parse(path=path, format=form))
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}") from error
    except SyntaxError as error:
        raise GraphError(f"{path}: {error}") from error


def read_ontology() -> Statements:
    """What the ontology and the topics that ship with the package say.

    Raises:
        DataError: they are missing or malformed.
    """
    folder = data_folder("ontology")
    quads: list[Said] = []
    for path in (folder / "diplomacy.ttl", folder / "topics.ttl"):
        try:
            quads += parse(path=path, format=RdfFormat.TURTLE)
        except (OSError, SyntaxError) as error:
            raise DataError(f"{path}: {error}") from error
    return Statements(quads)


def _name(term: object) -> str | None:
    if isinstance(term, NamedNode):
        return term.value
    return f"_:{term.value}" if isinstance(term, BlankNode) else None


def _value(term: object) -> Value | None:
    if isinstance(term, Literal):
        return term.value, term.language or ""
    name = _name(term)
    return None if name is None else (name, None)
