"""Asking a question of a graph."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from kg.store.answers import Answer, Source
from kg.store.embedded import open_graph
from kg.store.library import Question, find_question
from kg.store.scan import bind_values
from kg.store.values import bind


def ask(
    source: Source | Path,
    question: Question | str,
    given: Mapping[str, str] | None = None,
    language: str = "en",
    limit: int | None = None,
) -> Answer:
    """The answer of a graph to a question.

    Args:
        source: an open graph, or the path of one.
        question: of the library, by name or as read, or the path of a `.rq` file.
        given: the question's parameters as a user writes them: an actor by name, Wikidata id or IRI; a day as
            YYYY-MM-DD; a topic by key or label.
        language: of the labels in the answer.
        limit: the most rows.

    Raises:
        QueryError: the question is unknown or refused, or its parameters are wrong.
    """
    asked = find_question(question) if isinstance(question, str) else question
    graph = open_graph(source) if isinstance(source, Path) else source
    return graph.run(bind_values(asked.text, bind(graph, asked, given or {}, language)), asked.form, limit)
