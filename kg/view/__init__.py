"""The picture: a graph as one self-contained page that shows who met whom about what, when, and who says so."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from kg.text import fold
from kg.view.cut import Cut, cut_picture
from kg.view.layout import lay_out
from kg.view.page import languages, make_page
from kg.view.payload import core_of, texts_of
from kg.view.project import compose, project
from kg.view.records import Picture
from kg.view.sketches import Kept, sketch_piece
from kg.view.statements import Quads, Statements, read_graph, read_ontology
from kg.view.terms import Terms

__all__ = ["Cut", "Picture", "languages", "put_together", "read_picture", "render", "sketch"]


def read_picture(graph: Path | Statements, cut: Cut | None = None) -> Picture:
    """What a graph shows.

    Args:
        graph: a Turtle, TriG, N-Triples or N-Quads file that follows the ontology, or its statements.
        cut: what to keep; everything by default.

    Raises:
        InputError: the file cannot be read, or the cut names what is not in the graph.
        GraphError: the file is malformed.
    """
    statements = read_graph(graph) if isinstance(graph, Path) else graph
    picture = project(statements)
    return cut_picture(picture, cut, fold) if cut else picture


def sketch(piece: Quads) -> bytes:
    """What the picture needs of a piece of a graph, which tells all of the things that it is about."""
    return sketch_piece(Statements(piece), _terms())


def put_together(sketches: Sequence[bytes]) -> Picture:
    """The picture of a graph whose pieces were sketched.

    Args:
        sketches: of all pieces, as `sketch` gives them.
    """
    return compose(Kept(sketches, _terms()), _terms())


@cache
def _terms() -> Terms:
    return Terms(Statements(()), read_ontology())


def render(
    graph: Path | Statements | Picture,
    cut: Cut | None = None,
    *,
    lang: str = "ar",
    title: str = "",
    limit: int = 1000,
) -> str:
    """The page of a graph: one HTML file that makes no request.

    Args:
        graph: a graph file, its statements, or a picture read before.
        cut: what to keep; everything by default.
        lang: the language that the page opens in.
        title: the headline; by default the page's own.
        limit: as many actors are drawn at once; the strongest first.

    Raises:
        InputError: the file cannot be read, or the cut names what is not in the graph.
        GraphError: the file is malformed.
        DataError: the page has no such language.
    """
    if isinstance(graph, Picture):
        picture = cut_picture(graph, cut, fold) if cut else graph
    else:
        picture = read_picture(graph, cut)
    core = core_of(picture, lay_out(picture), _terms().family_labels(), fold)
    return make_page(core, texts_of(picture), lang=lang, title=title, limit=limit)
