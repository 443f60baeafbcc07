"""Answers in a notebook: as pandas or polars frames, and as networkx graphs.

>>> from pathlib import Path
>>> from kg.store.ask import ask
>>> from kg.store.frames import network, pandas_frame
>>> pairs = ask(Path("out"), "top-pairs")                       # doctest: +SKIP
>>> pandas_frame(pairs).nlargest(10, "events")                  # doctest: +SKIP
>>> network(pairs).degree(weight="events")                      # doctest: +SKIP
"""

from __future__ import annotations

from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal

from kg.errors import InputError, QueryError
from kg.rdf.terms import XSD
from kg.store.answers import Answer, Cell, plain_of

if TYPE_CHECKING:
    import networkx

_DAY = XSD + "date"


def pandas_frame(answer: Answer) -> Any:
    """An answer as a pandas frame: numbers, truths and days as such, IRIs and all else as text, empty cells as None.

    Raises:
        InputError: pandas is not installed.
    """
    return _library("pandas").DataFrame(_columns(answer), columns=list(answer.columns))


def polars_frame(answer: Answer) -> Any:
    """An answer as a polars frame, with the types that `pandas_frame` gives.

    Raises:
        InputError: polars is not installed.
    """
    return _library("polars").DataFrame(_columns(answer), strict=False)


def network(
    answer: Answer, source: str = "actor", target: str = "other", directed: bool = False
) -> networkx.Graph[str] | networkx.DiGraph[str]:
    """An answer as a graph: a node for each thing in two columns, an edge for each row, the other columns on the edge.

    Args:
        answer: one that names two things a row, such as that of 'top-pairs' or 'who-criticises-whom'.
        source: the column of one end; a column of the same name with 'Name' after it gives the node's `name`.
        target: the column of the other end.
        directed: whether an edge goes from the source to the target.

    Raises:
        QueryError: the answer has no such columns.
    """
    import networkx

    missing = {source, target} - set(answer.columns)
    if missing:
        raise QueryError(f"the answer has no column {', '.join(sorted(missing))}; it has {', '.join(answer.columns)}")
    graph: networkx.Graph[str] = networkx.DiGraph() if directed else networkx.Graph()
    labels = {source: f"{source}Name", target: f"{target}Name"}
    ends = {source, target, *labels.values()}
    for row in answer.rows:
        cells = {name: _value(cell) for name, cell in zip(answer.columns, row, strict=True)}
        for end, label in labels.items():
            graph.add_node(cells[end], name=cells.get(label) or cells[end])
        graph.add_edge(cells[source], cells[target], **{k: v for k, v in cells.items() if k not in ends})
    return graph


def _library(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError as error:
        raise InputError(f"{name} is not installed: pip install {name}") from error


def _columns(answer: Answer) -> dict[str, list[Any]]:
    return {name: [_value(row[number]) for row in answer.rows] for number, name in enumerate(answer.columns)}


def _value(cell: Cell) -> Any:
    if isinstance(cell, Literal) and cell.datatype.value == _DAY:
        try:
            return date.fromisoformat(cell.value)
        except ValueError:
            return cell.value
    return plain_of(cell)
