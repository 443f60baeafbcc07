"""The articles of `corpus/` as hand-made extractions, with the happening that each event tells."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from kg.model import Article, DateSpan, Entity, Event, Extraction, Span

FOLDER = Path(__file__).parent / "corpus"


@dataclass(frozen=True)
class Told:
    """An article, what a careful reader finds in it, and the happening of each event."""

    extraction: Extraction
    happenings: dict[str, str]


@cache
def actors() -> dict[str, dict[str, str]]:
    lines = [line for line in (FOLDER / "actors.tsv").read_text("utf-8").splitlines() if not line.startswith("#")]
    header = lines[0].split("\t")
    rows = (dict(zip(header, line.split("\t"), strict=True)) for line in lines[1:])
    return {row["symbol"]: row for row in rows}


def read_corpus() -> list[Told]:
    return [_told(json.loads(line)) for line in (FOLDER / "articles.jsonl").read_text("utf-8").splitlines()]


def extractions() -> list[Extraction]:
    return [told.extraction for told in read_corpus()]


def gold() -> dict[tuple[str, str], str]:
    """(article, event) → happening."""
    return {
        (told.extraction.article.id, event): happening
        for told in read_corpus()
        for event, happening in told.happenings.items()
    }


def country_of(key: str) -> str:
    """The states of the corpus's cities, as a gazetteer would tell them."""
    return _COUNTRIES.get(key, "")


_COUNTRIES = {
    "Q1218": "Q801",
    "Q85": "Q79",
    "Q3692": "Q851",
    "Q90": "Q142",
    "Q3861": "Q846",
    "Q1530": "Q796",
    "Q3820": "Q822",
    "Q3766": "Q858",
    "Q3805": "Q810",
}


def _told(record: dict[str, Any]) -> Told:
    text = record["text"]
    article = Article(
        id=record["id"],
        path=f"{record['id']}.txt",
        text=text,
        body_start=0,
        published=DateSpan.of(record["published"]) if record["published"] else None,
        source=record["source"],
        lang=record["lang"],
        sha256=sha256(json.dumps(record, sort_keys=True).encode()).hexdigest(),
    )
    named = [s for event in record["events"] for s in (*event["agents"], *event["others"], event["place"]) if s]
    ids = {symbol: f"e{number}" for number, symbol in enumerate(dict.fromkeys(named), 1)}
    events = tuple(_event(number, event, ids, text) for number, event in enumerate(record["events"], 1))
    happenings = {f"v{number}": event["happening"] for number, event in enumerate(record["events"], 1)}
    return Told(Extraction(article, tuple(_entity(ids[symbol], symbol) for symbol in ids), events), happenings)


def _entity(name: str, symbol: str) -> Entity:
    row = actors()[symbol]
    labels = tuple((language, row[language]) for language in ("ar", "en") if row[language])
    if row["key"].startswith("n:"):
        labels = (("ar" if symbol.endswith("_ar") else "en", row["en"]),)
    return Entity(name, row["key"], row["type"], row["en"], labels, on_behalf_of=row["behalf"])  # type: ignore[arg-type]


def _event(number: int, event: dict[str, Any], ids: dict[str, str], text: str) -> Event:
    start = text.index(event["trigger"])
    return Event(
        id=f"v{number}",
        type=event["type"],
        agents=tuple(ids[symbol] for symbol in event["agents"]),
        others=tuple(ids[symbol] for symbol in event["others"]),
        place=ids[event["place"]] if event["place"] else None,
        date=DateSpan.of(event["date"]) if event["date"] else None,
        status=event["status"],
        topics=tuple(event["topics"]),
        trigger=Span(start, start + len(event["trigger"])),
        evidence=(Span(0, len(text)),),
        confidence=0.8,
        rule="by-hand",
    )
