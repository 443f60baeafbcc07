"""A real gazetteer, and a way to link a sentence."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.gazetteer import Gazetteer
from kg.lang import load
from kg.link import link
from kg.model import Article, DateSpan, LinkedDocument
from kg.text import analyse

Linker = Callable[..., LinkedDocument]


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


@pytest.fixture(scope="session")
def linked(gazetteer: Gazetteer) -> Linker:
    def run(text: str, date: str = "2023-05-10", lang: str = "ar") -> LinkedDocument:
        pack = load(lang)
        published = DateSpan.of(date) if date else None
        article = Article("a", "a.txt", text, 0, published=published, lang=lang)
        return link(analyse(article, pack), gazetteer, pack)

    return run
