"""Sentences: where they end and where they do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import lang
from kg.limits import SENTENCE_TOKENS
from kg.model import Article, Span
from kg.text import analyse


def cut(text: str, code: str = "ar", title: str = "", boilerplate: tuple[Span, ...] = ()) -> list[str]:
    whole = f"{title}\n\n{text}" if title else text
    article = Article("a", "a.txt", whole, len(whole) - len(text), title=title, lang=code, boilerplate=boilerplate)
    document = analyse(article, lang.load(code))
    tokens = document.tokens
    return [whole[tokens[s.first].start : tokens[s.last - 1].end] for s in document.sentences]


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("ar", "وصل الوزير. ثم غادر.", ["وصل الوزير.", "ثم غادر."]),
        ("ar", "هل يأتي؟ لا أحد يعلم!", ["هل يأتي؟", "لا أحد يعلم!"]),
        ("ar", "سطر أول\nسطر ثان", ["سطر أول", "سطر ثان"]),
        ("ar", "قال: «لن نقبل.» ومضى.", ["قال: «لن نقبل.»", "ومضى."]),
        ("ar", "استقبل د. سالم الضيف. وشكره.", ["استقبل د. سالم الضيف.", "وشكره."]),
        ("ar", "وقع عام 2014 م. وقال إنه راض.", ["وقع عام 2014 م.", "وقال إنه راض."]),
        ("ar", "انتهى عام 2014.وقال شيئا.", ["انتهى عام 2014.", "وقال شيئا."]),
        ("ar", "صمت... ثم تكلم.", ["صمت...", "ثم تكلم."]),
        ("ar", "بلغ 2.5 مليون. وزاد.", ["بلغ 2.5 مليون.", "وزاد."]),
        ("en", "Mr. Lee met Gen. Roe. They left.", ["Mr. Lee met Gen. Roe.", "They left."]),
        ("en", "J. Doe met the U.S. envoy. He left.", ["J. Doe met the U.S. envoy.", "He left."]),
        ("en", "They met on Oct. 24 in Doha. Then left.", ["They met on Oct. 24 in Doha.", "Then left."]),
        ("en", 'He said "no deal." Then left.', ['He said "no deal."', "Then left."]),
        ("en", "See example.org for more. Bye.", ["See example.org for more.", "Bye."]),
    ],
)
def test_a_text_is_cut(code: str, text: str, expected: list[str]) -> None:
    assert cut(text, code) == expected


def test_a_title_is_one_sentence_of_its_own() -> None:
    assert cut("وصل الوفد.", title="وصل.. ثم غادر. هل يعود؟") == ["وصل.. ثم غادر. هل يعود؟", "وصل الوفد."]


def test_boilerplate_is_in_no_sentence() -> None:
    text = "وصل الوفد. شارك الخبر وغادر الضيف"
    assert cut(text, boilerplate=(Span(11, 21),)) == ["وصل الوفد.", "وغادر الضيف"]


def test_a_sentence_without_end_is_bounded() -> None:
    assert [len(s.split()) for s in cut("كلمة " * (SENTENCE_TOKENS + 5))] == [SENTENCE_TOKENS, 5]


@pytest.mark.parametrize("code", lang.codes())
@given(text=st.text() | st.text(alphabet='ab .\n؟«»"و3'), low=st.integers(0, 20), size=st.integers(0, 9))
def test_sentences_are_in_order_and_hold_all_that_is_no_boilerplate(code: str, text: str, low: int, size: int) -> None:
    article = Article("a", "a.txt", text, 0, lang=code, boilerplate=(Span(low, low + size),))
    document = analyse(article, lang.load(code))
    inside = [i for s in document.sentences for i in range(s.first, s.last)]
    assert inside == [i for i, t in enumerate(document.tokens) if not (low <= t.start < low + size)]
