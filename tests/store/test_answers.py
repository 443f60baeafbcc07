from __future__ import annotations

import csv
import io
import json

import pytest
from pyoxigraph import RdfFormat, parse

from kg.errors import QueryError
from kg.rdf.terms import boolean, decimal, integer, iri, plain, text
from kg.store.answers import Answer, to_csv, to_json, to_turtle

ROWS = (
    (iri("http://example.org/a"), text("=1+1", "en"), integer(-3)),
    (None, plain('a "b", c\nd'), decimal(0.5)),
)
ANSWER = Answer(("x", "y", "z"), ROWS)


def test_csv_reads_back_and_runs_no_formula() -> None:
    rows = list(csv.reader(io.StringIO(to_csv(ANSWER))))
    assert rows == [["x", "y", "z"], ["http://example.org/a", "'=1+1", "-3"], ["", 'a "b", c\nd', "0.5"]]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_every_start_of_a_formula_is_guarded(start: str) -> None:
    written = to_csv(Answer(("x",), ((plain(start + "cmd"),),)))
    rows = list(csv.reader(io.StringIO(written, newline="")))
    assert rows[1] == [f"'{start}cmd"]


def test_json_has_numbers_truths_and_nulls() -> None:
    rows = (*ROWS, (boolean(True), None, None))
    assert json.loads(to_json(Answer(("x", "y", "z"), rows))) == [
        {"x": "http://example.org/a", "y": "=1+1", "z": -3},
        {"x": None, "y": 'a "b", c\nd', "z": 0.5},
        {"x": True, "y": None, "z": None},
    ]


def test_turtle_reads_back() -> None:
    name = iri("http://example.org/a")
    answer = Answer(("subject", "predicate", "object"), ((name, name, text("ا", "ar")),), "CONSTRUCT")
    assert len(list(parse(to_turtle(answer), format=RdfFormat.TURTLE))) == 1
    with pytest.raises(QueryError):
        to_turtle(ANSWER)
