"""The graph as files: Turtle, TriG, N-Quads and JSON-LD, sorted, the same bytes on every run.

Every function yields the file's text in pieces; the caller writes them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from pyoxigraph import Literal, NamedNode

from kg.data import data_folder
from kg.incremental import Part, Piece, whole
from kg.rdf.graph import Graph, Thing
from kg.rdf.statements import Description, Statement, Value
from kg.rdf.terms import LABEL, OWL, RDF_TYPE, WIKIDATA, XSD
from kg.rdf.trailer import FIRST_LINE, last_line
from kg.rdf.vocabulary import DIP, TOPICS

PREFIXES = {
    "dip": DIP,
    "owl": OWL,
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "topic": TOPICS,
    "wd": WIKIDATA,
    "xsd": XSD,
}
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?")
_BARE_DECIMAL = re.compile(r"-?[0-9]+\.[0-9]+")
_STRING = XSD + "string"
_MOST_NAMES = 1 << 13

Note = Callable[[Description], bytes]
Group = tuple[NamedNode, list[tuple[NamedNode, list[Value]]]]
"""A subject with its properties and their values, all in order."""

Written = Callable[[bytes], Piece | None]
"""What was written of a thing, by its key; None where nothing was."""


def prefixes(graph: Graph) -> dict[str, str]:
    """The prefixes of a graph's files, sorted."""
    return dict(sorted((PREFIXES | graph.namer.prefixes()).items()))


def turtle(graph: Graph) -> Iterator[str]:
    """The merged graph as Turtle."""
    return whole(turtle_parts(graph))


def turtle_parts(graph: Graph, note: Note | None = None) -> Iterator[Part]:
    """The parts of the merged graph as Turtle: a thing each.

    Args:
        graph: what is written.
        note: makes what is to be noted of a thing.
    """
    shorten = _Shortener(prefixes(graph))
    yield _fixed(FIRST_LINE + shorten.header())
    for key, describe in graph.things():
        yield Part(key(), partial(_thing, describe, shorten, note))
    for key, describe in graph.background():
        yield Part(key(), partial(_thing, describe, shorten, note))
    yield Part(b"", lambda total: Piece("\n" + last_line(total)))


def _thing(describe: Callable[[], Description], shorten: _Shortener, note: Note | None, _before: int = 0) -> Piece:
    """What `describe` gives, made only now, as Turtle."""
    description = describe()
    groups = grouped(description)
    text = "".join("\n" + shorten.block(group) for group in groups)
    return Piece(text, sum(map(_size, groups)), note(description) if note else b"")


def trig(graph: Graph) -> Iterator[str]:
    """The named graphs as TriG: one an article, and the background."""
    return whole(trig_parts(graph))


def trig_parts(graph: Graph, written: Written = lambda key: None) -> Iterator[Part]:
    """The parts of the named graphs as TriG: an article each.

    Args:
        graph: what is written.
        written: gives what `turtle_parts` made of a thing by its key, so that it need not be made again.
    """
    shorten = _Shortener(prefixes(graph))
    tell = _Telling(shorten, written)
    yield _fixed(FIRST_LINE + shorten.header())
    for article in graph.articles():
        name, things = graph.graph_of(article), partial(graph.article_things, article)
        yield Part(graph.article_key(article), partial(_named, name, things, tell))
    yield Part(b"", partial(_named, graph.namer.background(), graph.background, tell))
    yield Part(b"", lambda total: Piece("\n" + last_line(total)))


class _Telling:
    """Things as Turtle: as they are written already, else made, and kept where they have a key."""

    def __init__(self, shorten: _Shortener, written: Written) -> None:
        self.shorten, self._written = shorten, written
        self._made: dict[bytes, Piece] = {}

    def __call__(self, thing: Thing) -> Piece:
        key = thing[0]()
        piece = (self._written(key) or self._made.get(key)) if key else None
        if piece is None:
            piece = _thing(thing[1], self.shorten, None)
            if key:
                self._made[key] = piece
        return piece


def _named(name: NamedNode, things: Callable[[], Iterable[Thing]], tell: _Telling, _before: int) -> Piece:
    """A named graph as TriG; none where it is empty."""
    pieces = [tell(thing) for thing in things()]
    size = sum(piece.size for piece in pieces)
    lines = "".join([piece.text for piece in pieces]).replace("\n\n", "\n").replace("\n", "\n  ")
    return Piece(f"\n{tell.shorten.term(name)} {{{lines[:-2]}}}\n" if size else "", size)


def _fixed(text: str) -> Part:
    return Part(b"", lambda _: Piece(text))


def nquads(graph: Graph) -> Iterator[str]:
    """The named graphs as N-Quads, a graph after the other, sorted within each."""
    for name, statements in named_graphs(graph):
        yield from sorted({f"{s} {p} {o} {name} .\n" for s, p, o, _ in statements})


def jsonld(graph: Graph) -> Iterator[str]:
    """The merged graph as JSON-LD with its context inside, so that reading it needs no other file."""
    context = read_context()
    coerced = {name for name, rule in context.items() if isinstance(rule, dict) and rule.get("@type") == "@id"}
    yield '{"@context": ' + json.dumps(context, ensure_ascii=False) + ',\n"@graph": ['
    comma = "\n"
    for description in graph.descriptions():
        for group in grouped(description):
            yield comma + json.dumps(_node(group, coerced), ensure_ascii=False)
            comma = ",\n"
    yield "\n]}\n"


def read_context(folder: Path | None = None) -> dict[str, Any]:
    """The JSON-LD context of the ontology."""
    loaded = json.loads(((folder or data_folder("ontology")) / "context.jsonld").read_text("utf-8"))
    context: dict[str, Any] = loaded["@context"]
    return context


def named_graphs(graph: Graph) -> Iterator[tuple[NamedNode, Description]]:
    """Each named graph with its statements: the articles' in the order of their IRIs, then the background."""
    for article in graph.articles():
        yield graph.graph_of(article), graph.article_graph(article)
    if background := graph.background_graph():
        yield graph.namer.background(), background


def grouped(statements: Iterable[Statement]) -> list[Group]:
    """Statements by subject: the first subject first, the others sorted; type and label first, the rest sorted."""
    subjects: dict[NamedNode, dict[NamedNode, set[Value]]] = {}
    for statement in statements:
        properties = subjects.setdefault(statement.subject, {})
        properties.setdefault(statement.predicate, set()).add(statement.object)
    first = next(iter(subjects), None)
    order = sorted(subjects, key=lambda subject: (subject != first, subject.value))
    return [(subject, _ordered(subjects[subject])) for subject in order]


def _size(group: Group) -> int:
    return sum(len(values) for _, values in group[1])


def _ordered(properties: Mapping[NamedNode, set[Value]]) -> list[tuple[NamedNode, list[Value]]]:
    order = sorted(properties, key=lambda p: (p != RDF_TYPE, p != LABEL, p.value))
    return [(p, sorted(properties[p], key=str) if len(properties[p]) > 1 else list(properties[p])) for p in order]


class _Shortener:
    """Writes terms with prefixes where a name needs no escape."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._prefixes = {base: prefix for prefix, base in names.items()}
        self._names = names
        self._named = lru_cache(_MOST_NAMES)(self._name)

    def header(self) -> str:
        return "".join(f"@prefix {prefix}: <{base}> .\n" for prefix, base in self._names.items())

    def term(self, term: Value) -> str:
        return self._named(term) if isinstance(term, NamedNode) else self._literal(term)

    def block(self, group: Group) -> str:
        subject, properties = group
        lines = [f"{self._predicate(p)} {', '.join(map(self.term, values))}" for p, values in properties]
        return f"{self._name(subject)} " + " ;\n  ".join(lines) + " .\n"

    def _predicate(self, predicate: NamedNode) -> str:
        return "a" if predicate == RDF_TYPE else self._named(predicate)

    def _name(self, term: NamedNode) -> str:
        value = term.value
        cut = max(value.rfind("/"), value.rfind("#")) + 1
        prefix = self._prefixes.get(value[:cut])
        if prefix is None or not _LOCAL.fullmatch(value, cut):
            return str(term)
        return f"{prefix}:{value[cut:]}"

    def _literal(self, literal: Literal) -> str:
        datatype = literal.datatype.value
        if literal.language or datatype == _STRING:
            return str(literal)
        kind = datatype.removeprefix(XSD)
        bare = kind in ("integer", "boolean") or (kind == "decimal" and _BARE_DECIMAL.fullmatch(literal.value))
        return literal.value if bare else str(Literal(literal.value)) + "^^" + self.term(literal.datatype)


def _node(group: Group, coerced: set[str]) -> dict[str, Any]:
    subject, properties = group
    node: dict[str, Any] = {"@id": subject.value}
    for predicate, values in properties:
        name = predicate.value.removeprefix(DIP)
        if predicate == RDF_TYPE:
            written: list[Any] = [value.value.removeprefix(DIP) for value in values]
            name = "@type"
        else:
            name = "label" if predicate == LABEL else name
            written = [_value(value, name in coerced) for value in values]
        node[name] = written[0] if len(written) == 1 else written
    return node


def _value(value: Value, coerced: bool) -> Any:
    if isinstance(value, NamedNode):
        return value.value if coerced else {"@id": value.value}
    if value.language:
        return {"@value": value.value, "@language": value.language}
    if value.datatype.value == _STRING:
        return value.value
    if value.datatype.value == XSD + "boolean":
        return value.value == "true"
    if value.datatype.value == XSD + "integer":
        return int(value.value)
    return {"@value": value.value, "@type": value.datatype.value}
