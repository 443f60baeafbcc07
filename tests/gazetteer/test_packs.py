"""The examples in the language packs' own files."""

from __future__ import annotations

from typing import Any

import pytest

from kg.gazetteer.folding import fold_name
from kg.gazetteer.offices import OfficePhrases
from kg.gazetteer.spelling import MOST_SPELLINGS, Spellings
from kg.lang import codes, load


def examples(file: str) -> list[Any]:
    return [
        pytest.param(code, example, id=f"{code}-{example.get('phrase') or example['name']}")
        for code in codes()
        for example in load(code).toml(file)["example"]
    ]


@pytest.mark.parametrize(("code", "example"), examples("offices"))
def test_office_examples(code: str, example: dict[str, Any]) -> None:
    phrases = OfficePhrases(load(code))
    tokens = fold_name(example["phrase"])
    matches = phrases.bodies(tokens, 0) if example.get("body") else phrases.match(tokens, 0)
    wanted = [m for m in matches if (m.kind, m.length) == (example["kind"], example["length"])]
    told = {(m.definite, m.gender if "gender" in example else "", m.number, m.jurisdiction) for m in wanted}
    assert (
        example["complete"],
        example.get("gender", ""),
        example.get("number", 1),
        example.get("jurisdiction", ""),
    ) in told
    assert any(m.only == tuple(example.get("only", m.only)) for m in wanted)


@pytest.mark.parametrize("code", codes())
def test_the_longest_office_comes_first(code: str) -> None:
    phrases = OfficePhrases(load(code))
    for example in load(code).toml("offices")["example"]:
        lengths = [m.length for m in phrases.match(fold_name(example["phrase"]), 0)]
        assert lengths == sorted(lengths, reverse=True)


@pytest.mark.parametrize(("code", "example"), examples("spellings"))
def test_spelling_examples(code: str, example: dict[str, Any]) -> None:
    rules = Spellings.of(load(code))
    found = rules.of_name(fold_name(example["name"]), example.get("sort", "full"), example["type"])
    assert found[0] == fold_name(example["name"])
    assert len(found) <= MOST_SPELLINGS
    missing = [s for s in example["spellings"] if fold_name(s) not in found]
    assert missing == []
