"""Dates: every example of every language's `dates.toml`, and what holds for any text."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import lang
from kg.errors import DataError
from kg.model import Article, DateSpan
from kg.text import analyse
from kg.text.dates.words import date_words

PACKS = [lang.load(code) for code in lang.codes() if (lang.FOLDER / code / "dates.toml").is_file()]
EXAMPLES = [
    pytest.param(pack, text, table["published"], [value for value in expected if value], id=f"{pack.code}: {text}")
    for pack in PACKS
    for table in pack.toml("dates")["examples"]
    for text, *expected in table["texts"]
]


def read(pack: lang.Pack, text: str, published: str) -> list[str]:
    article = Article("a", "a.txt", text, 0, published=DateSpan.of(published) if published else None, lang=pack.code)
    return [str(mention.value) for mention in analyse(article, pack).dates]


@pytest.mark.parametrize(("pack", "text", "published", "expected"), EXAMPLES)
def test_example_of_a_language(pack: lang.Pack, text: str, published: str, expected: list[str]) -> None:
    assert read(pack, text, published) == expected


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.code)
def test_each_language_has_many_examples(pack: lang.Pack) -> None:
    assert sum(len(table["texts"]) for table in pack.toml("dates")["examples"]) >= 60


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.code)
def test_each_class_of_words_serves_a_pattern(pack: lang.Pack) -> None:
    data = pack.toml("dates")
    sources = [*data["macros"].values(), *(source for listed in data["patterns"].values() for source in listed)]
    named = set(re.findall("[a-z_]+", " ".join(sources)))
    assert set(data["words"]) - named == set()
    assert set(data["macros"]) - named == set()


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.code)
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_any_row_of_date_words_gives_true_days_inside_the_text(pack: lang.Pack, data: st.DataObject) -> None:
    numerals = {"31", "30", "2", "2024", "1445", "3-5", "/", "12/13/2023", "2024-02-30"}
    words = sorted(set(date_words(pack).entries) | numerals)
    text = " ".join(data.draw(st.lists(st.sampled_from(words), max_size=14)))
    published = data.draw(st.sampled_from([None, "2024", "2024-02", "2024-02-29", "1999-12-31"]))
    article = Article("a", "a.txt", text, 0, published=DateSpan.of(published) if published else None, lang=pack.code)
    document = analyse(article, pack)
    reached = 0
    for mention in document.dates:
        assert reached <= mention.first < mention.last <= len(document.tokens)
        reached = mention.last
        assert date.fromisoformat(mention.value.earliest) <= date.fromisoformat(mention.value.latest)


@pytest.mark.parametrize(
    ("rule", "pattern", "reason"),
    [
        ("month", "month )", "is not an element"),
        ("month", "month nowhere", "'nowhere', which has no words"),
        ("moon", "month", "no rule 'moon'"),
    ],
)
def test_a_wrong_pattern_is_named(tmp_path: Path, rule: str, pattern: str, reason: str) -> None:
    folder = tmp_path / "xx"
    folder.mkdir()
    (folder / "language.toml").write_text('name = "X"', "utf-8")
    (folder / "dates.toml").write_text(f'[values.month]\n1 = ["a"]\n[patterns]\n{rule} = ["{pattern}"]', "utf-8")
    with pytest.raises(DataError, match=reason):
        read(lang.load("xx", tmp_path), "a", "2024-10-23")


def test_a_language_without_dates_finds_none(tmp_path: Path) -> None:
    folder = tmp_path / "xx"
    folder.mkdir()
    (folder / "language.toml").write_text('name = "X"', "utf-8")
    assert read(lang.load("xx", tmp_path), "2024-10-20", "2024-10-23") == []
