"""The picture: a graph as one self-contained page that shows who met whom about what, when, and who says so."""

from __future__ import annotations

from pathlib import Path

from kg.text import fold
from kg.view.cut import Cut, cut_picture
from kg.view.layout import lay_out
from kg.view.page import languages, make_page
from kg.view.payload import core_of, texts_of
from kg.view.project import project
from kg.view.records import Picture
from kg.view.statements import Statements, read_graph, read_ontology
from kg.view.terms import Terms

__all__ = ["Cut", "Picture", "languages", "read_picture", "render"]


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
    families = Terms(Statements(()), read_ontology()).family_labels()
    core = core_of(picture, lay_out(picture), families, fold)
    return make_page(core, texts_of(picture), lang=lang, title=title, limit=limit)
