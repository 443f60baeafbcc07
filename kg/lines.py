"""An extraction as one line of JSON, in the shape that `kg extract` prints and `extractions.jsonl` keeps."""

from __future__ import annotations

from hashlib import blake2b
from typing import Any

import msgspec

from kg.model import Article, Entity, Event, Extraction, Span

_pack = msgspec.msgpack.Encoder().encode
_encode = msgspec.json.Encoder(order="deterministic").encode


def line_of(extraction: Extraction) -> str:
    """One line, its end included; offsets are code points of the article's text."""
    return _encode(record_of(extraction)).decode() + "\n"


def key_of(extraction: Extraction) -> bytes:
    """The hash of the article and of all that was found in it."""
    article = extraction.article
    told = (article.title, article.source, article.url, str(article.published))
    about = (article.id, article.path, article.lang, article.sha256 or article.text, told)
    return blake2b(_pack((about, extraction.entities, extraction.events)), digest_size=16).digest()


def record_of(extraction: Extraction) -> dict[str, Any]:
    """What was found in an article as plain values: id, lang, published, title, source, url, entities, events."""
    article = extraction.article
    return {
        "id": article.id,
        "path": article.path,
        "lang": article.lang,
        "published": str(article.published) if article.published else None,
        "title": article.title,
        "source": article.source,
        "url": article.url,
        "sha256": article.sha256,
        "entities": [_entity(article, entity) for entity in extraction.entities],
        "events": [_event(article, event) for event in extraction.events],
    }


def _entity(article: Article, entity: Entity) -> dict[str, Any]:
    record: dict[str, Any] = {
        "id": entity.id,
        "type": entity.type,
        "name": entity.name,
        "qid": entity.qid,
        "key": entity.key,
        "labels": dict(entity.labels),
        "mentions": [_passage(article, span) for span in entity.mentions],
        "confidence": entity.confidence,
        "candidates": [{"key": c.key, "name": c.name, "score": c.score, "reason": c.reason} for c in entity.candidates],
    }
    if entity.office:
        record["office"] = entity.office
    if entity.on_behalf_of:
        record["on_behalf_of"] = entity.on_behalf_of
    return record


def _event(article: Article, event: Event) -> dict[str, Any]:
    return {
        "id": event.id,
        "type": event.type,
        "agents": list(event.agents),
        "others": list(event.others),
        "place": event.place,
        "date": str(event.date) if event.date else None,
        "status": event.status,
        "topics": list(event.topics),
        "trigger": article.text[event.trigger.start : event.trigger.end],
        "trigger_span": {"start": event.trigger.start, "end": event.trigger.end},
        "evidence": [_passage(article, span) for span in event.evidence],
        "confidence": event.confidence,
        "rule": event.rule,
    }


def _passage(article: Article, span: Span) -> dict[str, Any]:
    return {"text": article.text[span.start : span.end], "start": span.start, "end": span.end}
