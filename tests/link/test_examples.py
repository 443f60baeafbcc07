"""The examples that the language packs carry."""

from __future__ import annotations

from typing import Any

import pytest

from kg.lang import codes, load
from kg.model import LinkedDocument

EXAMPLES = [
    pytest.param(code, example, id=f"{code}-{n}-{example['of'].replace(' ', '-')}")
    for code in codes()
    for n, example in enumerate(load(code).toml("linking")["example"], 1)
]


def surfaces(document: LinkedDocument, *, nested: bool) -> dict[str, str]:
    """Surface → key of the last mention with it."""
    keys = {e.id: e.key for e in document.entities}
    text = document.document.article.text
    return {text[m.start : m.end]: keys[m.entities[0]] for m in document.mentions if m.nested is nested}


@pytest.mark.parametrize(("code", "example"), EXAMPLES)
def test_example(linked: Any, code: str, example: dict[str, Any]) -> None:
    document = linked(example["text"], example["date"], code)
    outer, inner = surfaces(document, nested=False), surfaces(document, nested=True)
    found = {s: outer.get(s, "") for s in example.get("finds", {})}
    assert found == example.get("finds", {}), f"found: {outer}"
    within = {s: inner.get(s) for s in example.get("nested", {})}
    assert within == example.get("nested", {}), f"found: {inner}"
    if "keys" in example:
        assert sorted(e.key for e in document.entities) == sorted(example["keys"])
    if "unsure" in example:
        entity = next(e for e in document.entities if e.key == outer[example["unsure"]])
        assert len(entity.candidates) > 1
        assert entity.qid is None
