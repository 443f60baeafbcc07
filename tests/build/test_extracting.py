"""Extraction of single articles: what the engine promises beside what it finds."""

from __future__ import annotations

import gc

import pytest

from kg import lang
from kg.extracting import extract_one
from kg.model import Article, DateSpan, Extraction


def articles(code: str) -> list[Article]:
    examples = lang.load(code).toml("events")["example"][:40]
    return [Article("example", "", e["text"], 0, published=DateSpan.of(e["published"]), lang=code) for e in examples]


@pytest.mark.parametrize("code", lang.codes())
def test_an_article_leaves_no_cycles(code: str) -> None:
    """So that Python need not look for them while articles are read."""
    given = articles(code)
    assert all(isinstance(extract_one(article), Extraction) for article in given)
    gc.collect()
    gc.disable()
    try:
        for article in given:
            extract_one(article)
        assert gc.collect() == 0
    finally:
        gc.enable()
