"""SPARQL results as they are sent: JSON, XML, CSV, TSV; graphs as Turtle, N-Triples, JSON-LD. All within bounds."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import TypeVar
from xml.sax.saxutils import escape, quoteattr

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Triple,
    serialize,
)

from kg.errors import QueryError
from kg.rdf.write import PREFIXES

Term = NamedNode | BlankNode | Literal | Triple | None
Row = tuple[Term, ...]
Item = TypeVar("Item")
RESULTS = {
    "application/sparql-results+json": "json",
    "application/json": "json",
    "application/sparql-results+xml": "xml",
    "application/xml": "xml",
    "text/xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
}
"""Media types that a SELECT or ASK can be answered in; the first is the default."""
GRAPHS = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "text/plain": RdfFormat.N_TRIPLES,
    "application/ld+json": RdfFormat.JSON_LD,
}
"""Media types that a CONSTRUCT or DESCRIBE can be answered in; the first is the default."""
FORMATS = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "turtle": "text/turtle",
    "nt": "application/n-triples",
    "jsonld": "application/ld+json",
}
"""Media types by a short name, for links."""
XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class TooMuch(QueryError):
    """An answer that is longer than it may be."""


def write(result: object, media: str, rows: int, size: int) -> bytes:
    """An answer of the engine in a media type.

    Args:
        result: what the engine gave; it is read to its end.
        media: one of `RESULTS` or `GRAPHS`.
        rows: the most rows or triples.
        size: the most bytes.

    Raises:
        TooMuch: there is more.
    """
    if isinstance(result, QueryTriples):
        return write_graph(_bounded(result, rows), media, size)
    form = RESULTS[media]
    if isinstance(result, QueryBoolean):
        return _ASKS[form](bool(result)).encode("utf-8")
    assert isinstance(result, QuerySolutions)
    columns = [variable.value for variable in result.variables]
    found: Iterable[Row] = (tuple(row) for row in result)
    return _collect(_SELECTS[form](columns, _bounded(found, rows)), size)


def write_graph(triples: Iterable[Triple], media: str, size: int) -> bytes:
    """Triples in a media type of `GRAPHS`, sorted.

    Raises:
        TooMuch: they take more than `size` bytes.
    """
    kind = GRAPHS[media]
    prefixes = PREFIXES if kind is RdfFormat.TURTLE else None
    written = serialize(sorted(set(triples), key=str), format=kind, prefixes=prefixes) or b""
    if len(written) > size:
        raise TooMuch(f"the answer has more than {size} bytes; ask for less with LIMIT")
    return written


def _bounded(items: Iterable[Item], most: int) -> Iterator[Item]:
    source = iter(items)
    yield from islice(source, most)
    if next(source, None) is not None:
        raise TooMuch(f"the answer has more than {most} rows; ask for less with LIMIT")


def _collect(pieces: Iterable[str], size: int) -> bytes:
    written = bytearray()
    for piece in pieces:
        written += piece.encode("utf-8", "replace")
        if len(written) > size:
            raise TooMuch(f"the answer has more than {size} bytes; ask for less with LIMIT")
    return bytes(written)


def _json(columns: list[str], rows: Iterable[Row]) -> Iterator[str]:
    yield '{"head":{"vars":' + json.dumps(columns) + '},"results":{"bindings":['
    comma = ""
    for row in rows:
        bound = {name: _json_term(term) for name, term in zip(columns, row, strict=True) if term is not None}
        yield comma + json.dumps(bound, ensure_ascii=False, separators=(",", ":"))
        comma = ",\n"
    yield "]}}\n"


def _json_term(term: Term) -> Mapping[str, object]:
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: _json_term(part) for name, part in parts.items()}}
    assert term is not None
    if term.language:
        return {"type": "literal", "value": term.value, "xml:lang": term.language}
    kind = term.datatype.value
    return {"type": "literal", "value": term.value} | ({} if kind == XSD_STRING else {"datatype": kind})


_XML_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">'


def _xml(columns: list[str], rows: Iterable[Row]) -> Iterator[str]:
    yield _XML_HEAD + "<head>" + "".join(f"<variable name={quoteattr(name)}/>" for name in columns) + "</head><results>"
    for row in rows:
        cells = (
            f"<binding name={quoteattr(name)}>{_xml_term(term)}</binding>"
            for name, term in zip(columns, row, strict=True)
            if term is not None
        )
        yield f"<result>{''.join(cells)}</result>\n"
    yield "</results></sparql>\n"


def _xml_term(term: Term) -> str:
    if isinstance(term, NamedNode):
        return f"<uri>{escape(term.value)}</uri>"
    if isinstance(term, BlankNode):
        return f"<bnode>{escape(term.value)}</bnode>"
    if isinstance(term, Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return "<triple>" + "".join(f"<{name}>{_xml_term(part)}</{name}>" for name, part in parts.items()) + "</triple>"
    assert term is not None
    value = escape(_NOT_XML.sub("\ufffd", term.value), {"\r": "&#13;"})
    if term.language:
        return f"<literal xml:lang={quoteattr(term.language)}>{value}</literal>"
    kind = term.datatype.value
    return f"<literal{'' if kind == XSD_STRING else f' datatype={quoteattr(kind)}'}>{value}</literal>"


def _csv(columns: list[str], rows: Iterable[Row]) -> Iterator[str]:
    yield _csv_line(columns)
    for cells in rows:
        yield _csv_line([_plain(term) for term in cells])


def _csv_line(cells: list[str]) -> str:
    file = io.StringIO(newline="")
    csv.writer(file, lineterminator="\r\n").writerow(cells)
    return file.getvalue()


def _plain(term: Term) -> str:
    if term is None:
        return ""
    return str(term) if isinstance(term, BlankNode | Triple) else term.value


def _tsv(columns: list[str], rows: Iterable[Row]) -> Iterator[str]:
    yield "\t".join(f"?{name}" for name in columns) + "\n"
    for row in rows:
        yield "\t".join("" if term is None else str(term).replace("\t", "\\t") for term in row) + "\n"


_SELECTS: dict[str, Callable[[list[str], Iterable[Row]], Iterator[str]]] = {
    "json": _json,
    "xml": _xml,
    "csv": _csv,
    "tsv": _tsv,
}
_ASKS: dict[str, Callable[[bool], str]] = {
    "json": lambda answer: '{"head":{},"boolean":' + ("true" if answer else "false") + "}\n",
    "xml": lambda answer: f"{_XML_HEAD}<head/><boolean>{'true' if answer else 'false'}</boolean></sparql>\n",
    "csv": lambda answer: f"{'true' if answer else 'false'}\r\n",
    "tsv": lambda answer: f"{'true' if answer else 'false'}\n",
}
