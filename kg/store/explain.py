"""What is behind an event: who, by which link; each article's telling, its rule and its passages in their context."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import NamedNode

from kg.errors import QueryError
from kg.rdf.terms import iri, plain
from kg.rdf.vocabulary import DIP
from kg.store.answers import Source, text_of

CONTEXT = 120
"""Characters shown before and after a passage."""
SHORTEST_PREFIX = 2
_PROLOGUE = f"PREFIX dip: <{DIP}> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
_HASH = re.compile(r"[0-9A-Za-z]+")

ReadText = Callable[[str], str | None]
"""The text of an article by its hash, or None where it is not kept."""


@dataclass(frozen=True, slots=True)
class Passage:
    """The words that say so, and what stands around them."""

    quote: str
    start: int
    end: int
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Telling:
    """One article's telling of the event."""

    article: str
    title: str
    source: str
    published: str
    url: str
    status: str
    date: str
    confidence: float
    rule: str
    trigger: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a participant with a doubtful link may be."""

    name: str
    iri: str
    weight: float
    reason: str


@dataclass(frozen=True, slots=True)
class Part:
    """A participant: who, how, in which office, for whom, and what else it may be."""

    name: str
    iri: str
    role: str
    office: str
    on_behalf_of: str
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that a graph holds on an event."""

    event: str
    label: str
    type: str
    status: str
    date: str
    place: str
    confidence: float
    disputed: bool
    topics: tuple[str, ...]
    parts: tuple[Part, ...]
    tellings: tuple[Telling, ...]


def explain(source: Source, event: str, language: str = "en", read_text: ReadText | None = None) -> Explanation:
    """What is behind an event.

    Args:
        source: the graph.
        event: its IRI, its hash, or the hash's beginning.
        language: of the labels.
        read_text: gives the articles' texts, for the context of the passages.

    Raises:
        QueryError: there is no such event, or several whose hash begins so.
    """
    name = find_event(source, event)
    ask = _Asker(source, name, str(plain(language)))
    (about,) = ask.rows(_ABOUT)
    return Explanation(
        event=name.value,
        label=about["label"],
        type=about["type"],
        status=about["status"],
        date=_date(about),
        place=next((row["place"] for row in ask.rows(_PLACE)), ""),
        confidence=float(about["confidence"]),
        disputed=about["disputed"] == "true",
        topics=tuple(row["topic"] for row in ask.rows(_TOPICS)),
        parts=_parts(ask),
        tellings=_tellings(ask, read_text or (lambda _: None)),
    )


def find_event(source: Source, event: str) -> NamedNode:
    """The IRI of an event by its IRI, its hash, or the hash's beginning.

    Raises:
        QueryError: there is none, or there are several.
    """
    if event.startswith(("http://", "https://")):
        filters = f"FILTER (?event = {iri(event)})"
    elif _HASH.fullmatch(event) and len(event) >= SHORTEST_PREFIX:
        filters = f'FILTER (STRSTARTS(REPLACE(STR(?event), "^.*/", ""), {plain(event)}))'
    else:
        raise QueryError(
            f"not an event's IRI, nor {SHORTEST_PREFIX} or more of the first letters of its hash: {event!a}"
        )
    query = _PROLOGUE + f"SELECT DISTINCT ?event {{ ?event a dip:Event {filters} }} ORDER BY ?event LIMIT 9"
    found = [row[0] for row in source.run(query, "SELECT").rows]
    names = [name for name in found if isinstance(name, NamedNode)]
    exact = [name for name in names if name.value.rpartition("/")[2] == event]
    if len(exact or names) != 1:
        choices = ", ".join(name.value for name in names)
        raise QueryError(f"several events begin so: {choices}" if names else f"no event {event} in the graph")
    return (exact or names)[0]


def texts_beside(folder: Path) -> ReadText:
    """The articles' texts as kept beside a graph, in `articles/HASH.txt`."""

    def read(sha256: str) -> str | None:
        if not re.fullmatch(r"[0-9a-f]{64}", sha256):
            return None
        try:
            with (folder / "articles" / f"{sha256}.txt").open(encoding="utf-8", newline="") as file:
                return file.read()
        except (OSError, UnicodeDecodeError):
            return None

    return read


class _Asker:
    """Asks about one event in one language."""

    def __init__(self, source: Source, event: NamedNode, language: str) -> None:
        self._source = source
        self._bound = f"VALUES (?event ?lang) {{ ({event} {language}) }}"

    def rows(self, pattern: str) -> list[dict[str, str]]:
        head, _, body = pattern.partition("{")
        query = f"{_PROLOGUE} SELECT DISTINCT {head} {{ {self._bound} {body}"
        answer = self._source.run(query, "SELECT")
        rows = [dict(zip(answer.columns, map(text_of, row), strict=True)) for row in answer.rows]
        return sorted(rows, key=lambda row: list(row.values()))


def _named(variable: str, target: str) -> str:
    return (
        f"?{variable} dip:name ?{variable}Plain . "
        f"OPTIONAL {{ ?{variable} rdfs:label ?{variable}Own FILTER (LANG(?{variable}Own) = ?lang) }} "
        f"BIND (COALESCE(?{variable}Own, ?{variable}Plain) AS ?{target})"
    )


_DATED = (
    "OPTIONAL {{ {0} dip:date ?exact }} OPTIONAL {{ {0} dip:earliest ?earliest }} OPTIONAL {{ {0} dip:latest ?latest }}"
)
_ABOUT = f"""?label ?type ?status ?confidence ?disputed ?exact ?earliest ?latest {{
  ?event a ?class ; dip:status ?state ; dip:confidence ?confidence ; rdfs:label ?label .
  FILTER (?class != dip:Event && LANG(?label) = ?lang)
  ?class rdfs:label ?type FILTER (LANG(?type) = ?lang)
  ?state rdfs:label ?status FILTER (LANG(?status) = ?lang)
  OPTIONAL {{ ?event dip:disputed ?disputed }}
  {_DATED.format("?event")}
}}"""
_PLACE = f"?place {{ ?event dip:place ?where . {_named('where', 'place')} }}"
_TOPICS = "?topic { ?event dip:topic ?about . ?about rdfs:label ?topic FILTER (LANG(?topic) = ?lang) }"
_PARTS = f"""?part ?name ?actor ?role {{
  ?event dip:participation ?part . ?part dip:actor ?actor ; dip:role ?kind .
  BIND (REPLACE(STR(?kind), "^.*#", "") AS ?role)
  {_named("actor", "name")}
}}"""
_POSTS = f"?part ?office {{ ?event dip:participation ?part . ?part dip:office ?post . {_named('post', 'office')} }}"
_BEHALF = f"?part ?for {{ ?event dip:participation ?part . ?part dip:onBehalfOf ?whom . {_named('whom', 'for')} }}"
_CANDIDATES = """?actor ?name ?possibly ?weight ?reason {
  ?event dip:participation ?part . ?part dip:actor ?actor . ?actor dip:candidate ?node .
  ?node dip:possibly ?possibly ; dip:weight ?weight ; rdfs:label ?name .
  OPTIONAL { ?node dip:reason ?reason }
}"""
_REPORTS = f"""?report ?article ?sha ?title ?source ?published ?url ?status ?exact ?earliest ?latest ?confidence
  ?rule ?trigger {{
  ?report dip:reports ?event ; dip:article ?article ; dip:status ?state ; dip:confidence ?confidence ; dip:rule ?rule .
  ?state rdfs:label ?status FILTER (LANG(?status) = ?lang)
  OPTIONAL {{ ?article dip:sha256 ?sha }}
  OPTIONAL {{ ?article dip:title ?title }}
  OPTIONAL {{ ?article dip:source ?source }}
  OPTIONAL {{ ?article dip:published ?published }}
  OPTIONAL {{ ?article dip:url ?url }}
  OPTIONAL {{ ?report dip:trigger ?trigger }}
  {_DATED.format("?report")}
}}"""
_PASSAGES = """?report ?quote ?start ?end {
  ?report dip:reports ?event ; dip:evidence ?passage .
  ?passage dip:quote ?quote ; dip:start ?start ; dip:end ?end .
}"""


def _date(row: dict[str, str]) -> str:
    return row["exact"] or "/".join(filter(None, [row["earliest"], row["latest"]]))


def _parts(ask: _Asker) -> tuple[Part, ...]:
    candidates: dict[str, set[Candidate]] = {}
    for row in ask.rows(_CANDIDATES):
        found = Candidate(row["name"], row["possibly"], float(row["weight"]), row["reason"])
        candidates.setdefault(row["actor"], set()).add(found)

    def of(actor: str) -> tuple[Candidate, ...]:
        return tuple(sorted(candidates.get(actor, ()), key=lambda found: (-found.weight, found.iri)))

    offices = {row["part"]: row["office"] for row in ask.rows(_POSTS)}
    states = {row["part"]: row["for"] for row in ask.rows(_BEHALF)}
    parts = (
        Part(row["name"], row["actor"], row["role"].lower(), office, state, of(row["actor"]))
        for row in ask.rows(_PARTS)
        for office, state in [(offices.get(row["part"], ""), states.get(row["part"], ""))]
    )
    return tuple(sorted(parts, key=lambda part: (part.role, part.iri)))


def _tellings(ask: _Asker, read_text: ReadText) -> tuple[Telling, ...]:
    spans: dict[str, list[tuple[int, int, str]]] = {}
    for row in ask.rows(_PASSAGES):
        spans.setdefault(row["report"], []).append((int(row["start"]), int(row["end"]), row["quote"]))
    tellings = []
    for row in ask.rows(_REPORTS):
        text = read_text(row["sha"])
        passages = tuple(_passage(text, *span) for span in sorted(spans.get(row["report"], [])))
        about = (row["article"], row["title"], row["source"], row["published"], row["url"], row["status"])
        tellings.append(Telling(*about, _date(row), float(row["confidence"]), row["rule"], row["trigger"], passages))
    return tuple(sorted(tellings, key=lambda telling: (telling.published, telling.article, telling.rule)))


def _passage(text: str | None, start: int, end: int, quote: str) -> Passage:
    """A passage in its context, where the text is kept and says so."""
    if text is None or text[start:end] != quote:
        return Passage(quote, start, end)
    before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    return Passage(quote, start, end, before.rpartition("\n\n")[2], after.partition("\n\n")[0])
