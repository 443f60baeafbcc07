"""What a query answered, and how it is written: CSV for spreadsheets, JSON, Turtle."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from kg.errors import QueryError
from kg.rdf.terms import XSD

Cell = NamedNode | Literal | None
_NUMBERS = frozenset(XSD + name for name in ("integer", "decimal", "double", "float", "int", "long"))
_WHOLE = frozenset(XSD + name for name in ("integer", "int", "long"))
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Answer:
    """The columns and rows of a SELECT; the triples of a CONSTRUCT as three columns; the one cell of an ASK."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    form: str = "SELECT"
    cut: bool = False
    """There were more rows than asked for."""

    def __len__(self) -> int:
        return len(self.rows)

    def records(self) -> Iterator[dict[str, str]]:
        """The rows as texts by column; a cell that is empty is ''."""
        for row in self.rows:
            yield {name: text_of(cell) for name, cell in zip(self.columns, row, strict=True)}


class Source(Protocol):
    """Something that answers SPARQL queries."""

    def run(self, query: str, form: str, limit: int | None = None) -> Answer:
        """The answer to a query of a form ('SELECT', …), of at most `limit` rows."""
        ...


def text_of(cell: Cell) -> str:
    """A cell as people read it: an IRI or a literal's text; ''."""
    return "" if cell is None else cell.value


def to_csv(answer: Answer) -> str:
    """CSV with a header; a text that a spreadsheet would run as a formula begins with an apostrophe."""
    rows = [list(answer.columns), *([_safe(cell) for cell in row] for row in answer.rows)]
    return "".join(_csv_line(row) for row in rows)


def to_json(answer: Answer) -> str:
    """A JSON list of objects, one a row: numbers as numbers, empty cells as null, all else as text."""
    rows = [{name: plain_of(cell) for name, cell in zip(answer.columns, row, strict=True)} for row in answer.rows]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def to_turtle(answer: Answer) -> str:
    """The triples of a CONSTRUCT or DESCRIBE, sorted.

    Raises:
        QueryError: the answer is not of triples.
    """
    if answer.form not in ("CONSTRUCT", "DESCRIBE"):
        raise QueryError("only the answer to a CONSTRUCT or DESCRIBE can be written as Turtle")
    from kg.rdf.write import PREFIXES

    triples = sorted({Triple(s, p, o) for s, p, o in answer.rows}, key=str)  # type: ignore[arg-type]
    written = serialize(triples, format=RdfFormat.TURTLE, prefixes=PREFIXES)
    assert written is not None
    return written.decode("utf-8")


def plain_of(cell: Cell) -> Any:
    """A cell as a plain value: int, float, bool, text or None."""
    if not isinstance(cell, Literal):
        return None if cell is None else cell.value
    kind = cell.datatype.value
    if kind in _NUMBERS:
        return int(cell.value) if kind in _WHOLE else float(cell.value)
    return cell.value == "true" if kind == XSD + "boolean" else cell.value


def _csv_line(row: list[str]) -> str:
    """A line of CSV; written with CR and LF at its end so that both are quoted inside cells, then ended by LF."""
    file = io.StringIO(newline="")
    csv.writer(file, lineterminator="\r\n").writerow(row)
    return file.getvalue().removesuffix("\r\n") + "\n"


def _safe(cell: Cell) -> str:
    value = text_of(cell)
    number = isinstance(cell, Literal) and cell.datatype.value in _NUMBERS
    return f"'{value}" if value.startswith(_FORMULA) and not number else value
