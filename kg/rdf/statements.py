"""The statements that a graph is made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from kg.model import DateSpan
from kg.rdf.terms import date
from kg.rdf.vocabulary import dip

Value = NamedNode | Literal
Facet = tuple[NamedNode, Value]
"""A property and its value."""


class Statement(NamedTuple):
    """A triple and the ids of the articles that it rests on; None where it rests on no article."""

    subject: NamedNode
    predicate: NamedNode
    object: Value
    told: tuple[str, ...] | None


Description = list[Statement]


def state(subject: NamedNode, facets: Iterable[Facet], told: tuple[str, ...] | None) -> Description:
    """The statements that give a thing some properties."""
    return [Statement(subject, predicate, value, told) for predicate, value in facets]


def date_facets(span: DateSpan | None) -> Iterator[Facet]:
    """A date with its first and last day; a range has these alone."""
    if span is None:
        return
    if span.start == span.end:
        yield dip("date"), date(span.start)
    yield dip("earliest"), date(span.earliest)
    yield dip("latest"), date(span.latest)
