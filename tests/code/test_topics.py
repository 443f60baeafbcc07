"""Every topic of every language tells its examples and not its counter-examples."""

from __future__ import annotations

from typing import Any

import pytest

from kg.code.topics import compile_topics, find_topics
from kg.errors import DataError
from kg.lang import Pack, codes, load
from kg.model import Article, Document, Span
from kg.rdf.vocabulary import load_vocabulary
from kg.text import split_sentences, tokenize

LANGUAGES = [code for code in codes() if (load(code).folder / "topics.toml").is_file()]


def read(text: str, lang: str, title: str = "", boilerplate: tuple[Span, ...] = ()) -> Document:
    whole = f"{title}\n\n{text}" if title else text
    body = len(title) + 2 if title else 0
    article = Article("a", "a.txt", whole, body, title, lang=lang, boilerplate=boilerplate)
    tokens = tokenize(whole, load(lang))
    return Document(article, tokens, split_sentences(tokens, article, load(lang)), ())


def topics(text: str, lang: str) -> set[str]:
    return {key for _, _, key in find_topics(read(text, lang), load(lang))}


def tables() -> list[tuple[str, str, dict[str, Any]]]:
    return [(code, key, table) for code in LANGUAGES for key, table in load(code).toml("topics")["topic"].items()]


@pytest.mark.parametrize(("lang", "key", "table"), tables(), ids=lambda value: value if isinstance(value, str) else "")
def test_a_topic_tells_its_examples_and_not_its_counter_examples(lang: str, key: str, table: dict[str, Any]) -> None:
    assert table["examples"], "a topic must show what it means"
    assert table["counter"], "a topic must show what it does not mean"
    for example in table["examples"]:
        assert key in topics(example, lang), example
    for example in table["counter"]:
        assert key not in topics(example, lang), example


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_language_knows_all_topics_of_the_ontology_and_no_other(lang: str) -> None:
    assert set(compile_topics(load(lang)).keys) == set(load_vocabulary().topics)


def test_a_topic_tells_which_words_said_it() -> None:
    document = read("بحث الوزيران وقف إطلاق النار في غزة.", "ar")
    found = find_topics(document, load("ar"))
    said = {" ".join(t.text for t in document.tokens[first:last]) for first, last, key in found if key == "ceasefire"}
    assert said == {"وقف إطلاق النار"}


def test_clitics_and_article_do_not_hide_a_cue() -> None:
    assert "sanctions" in topics("ولوح بالعقوبات.", "ar")
    assert "jerusalem" in topics("تمسك بالمقدسات.", "ar")
    assert "terrorism" in topics("دعا للتصدي للإرهاب.", "ar")


def test_boilerplate_tells_nothing() -> None:
    text = "استقبل الوزير السفير.\n\nاقرأ أيضا: هدنة في السودان"
    start = text.index("اقرأ")
    document = read(text, "ar", boilerplate=(Span(start, len(text)),))
    assert find_topics(document, load("ar")) == ()


def test_a_star_stands_for_one_word() -> None:
    assert "diplomatic-ties" in topics("واستدعت مقديشو سفيرها.", "ar")
    assert "diplomatic-ties" not in topics("واستدعت مقديشو قائد الجيش قبل أن يصل سفيرها.", "ar")


def test_an_empty_cue_is_an_error_that_names_its_topic(tmp_path: Any) -> None:
    folder = tmp_path / "xx"
    folder.mkdir()
    (folder / "topics.toml").write_text('[topic.trade]\ncues = [""]\n', "utf-8")
    with pytest.raises(DataError, match="trade"):
        compile_topics(Pack("xx", folder, {}))


CONDITIONS = """
[topic.gaza-war]
cues = ["gaza war"]
not = ["gaza war memorial"]
[[topic.gaza-war.when]]
cues = ["truce"]
with = ["hamas"]
[[topic.gaza-war.when]]
cues = ["fight~"]
article = ["gaza"]
unless = ["fight against crime"]
"""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The Gaza war goes on.", True),
        ("They saw the Gaza war memorial.", False),
        ("The truce with Hamas holds.", True),
        ("The truce holds. Hamas agrees.", False),
        ("The fights went on. Gaza slept.", True),
        ("The fights went on.", False),
        ("The fight against crime goes on. Gaza slept.", False),
    ],
)
def test_a_condition_asks_for_words_beside_the_cue(tmp_path: Any, text: str, told: bool) -> None:
    folder = tmp_path / "xx"
    folder.mkdir()
    (folder / "topics.toml").write_text('endings = ["s"]\n' + CONDITIONS, "utf-8")
    assert bool(find_topics(read(text, "en"), Pack("xx", folder, {}))) is told
