"""Which actor of a graph a name means: by label, in any language and spelling."""

from __future__ import annotations

import unicodedata

from pyoxigraph import NamedNode

from kg.errors import QueryError
from kg.rdf.terms import text
from kg.rdf.vocabulary import DIP, load_vocabulary
from kg.store.answers import Answer, Source, text_of
from kg.text.folding import fold as fold_text

MOST_CHOICES = 12
_LABELS = """PREFIX dip: <%s> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?thing ?label
WHERE { %s ?thing rdfs:label|dip:name ?label ; a ?kind FILTER (?kind IN (%s)) }"""


def resolve(source: Source, name: str, kinds: tuple[str, ...]) -> NamedNode:
    """The one thing of a graph that a name means.

    Labels that are written just so go first, which a store finds at once; then labels that differ in spelling alone;
    then labels that hold all its words.

    Args:
        source: the graph.
        name: in any language, spelt as in the news.
        kinds: the classes that it may be of, by local name.

    Raises:
        QueryError: nothing has the name, or several things do; these are listed.
    """
    wanted, classes = fold(name), ", ".join(f"dip:{kind}" for kind in kinds)
    if not wanted:
        raise QueryError(f"nothing in the graph is called '{name}'")
    spelt = {str(text(name, language)) for language in ("", *load_vocabulary().languages)}
    exact = source.run(_LABELS % (DIP, f"VALUES ?label {{ {' '.join(sorted(spelt))} }}", classes), "SELECT")
    found = {thing: text_of(label) for thing, label in exact.rows if isinstance(thing, NamedNode)}
    if not found:
        labels = source.run(_LABELS % (DIP, "", classes), "SELECT")
        if labels.cut:
            raise QueryError(
                f"'{name}' cannot be looked up: the store does not give all names; use a Wikidata id or IRI"
            )
        whole, part = _matches(labels, wanted)
        found = whole or part
    if not found:
        raise QueryError(f"nothing in the graph is called '{name}'")
    if len(found) > 1:
        choices = [f"{shown} ({thing.value})" for thing, shown in sorted(found.items(), key=lambda pair: str(pair[0]))]
        more = f", and {len(choices) - MOST_CHOICES} more" if len(choices) > MOST_CHOICES else ""
        raise QueryError(f"'{name}' may mean {len(found)} things: {'; '.join(choices[:MOST_CHOICES])}{more}")
    return next(iter(found))


def _matches(labels: Answer, wanted: str) -> tuple[dict[NamedNode, str], dict[NamedNode, str]]:
    words = set(wanted.split())
    whole: dict[NamedNode, str] = {}
    part: dict[NamedNode, str] = {}
    for thing, label in labels.rows:
        if not isinstance(thing, NamedNode):
            continue
        folded = fold(text_of(label))
        if folded == wanted:
            whole.setdefault(thing, text_of(label))
        if words and words <= set(folded.split()):
            part.setdefault(thing, text_of(label))
    return whole, part


def fold(name: str) -> str:
    """A name without the differences that spelling makes."""
    folded = unicodedata.normalize("NFKD", fold_text(name))
    kept = (char if char.isalnum() else " " for char in folded if not unicodedata.combining(char))
    return " ".join("".join(kept).split())
