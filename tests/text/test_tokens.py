"""Tokens: words, numbers and marks with true offsets, in any text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text import fold, tokenize


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("التقى الوزيرُ نظيرَه.", ["التقى", "الوزيرُ", "نظيرَه", "."]),
        ("الريـــاض، اليوم", ["الريـــاض", "،", "اليوم"]),
        ("«خط أحمر»", ["«", "خط", "أحمر", "»"]),
        ("في 2024-10-23 عند 14:30", ["في", "2024-10-23", "عند", "14:30"]),
        ("٢٫٥ مليون", ["٢٫٥", "مليون"]),
        ("2,500 men", ["2,500", "men"]),
        ("بين 3 و5 مايو", ["بين", "3", "و", "5", "مايو"]),
        ("1444هـ", ["1444", "هـ"]),
        ("تشرين الأول/أكتوبر", ["تشرين", "الأول", "/", "أكتوبر"]),
        ("الأعمال.وقال", ["الأعمال", ".", "وقال"]),
        ("The U.S. envoy at 9 a.m.", ["The", "U.S.", "envoy", "at", "9", "a.m."]),
        ("Egypt's and Egypt’s", ["Egypt", "'s", "and", "Egypt", "’s"]),
        ("al-Sisi's mid-October", ["al-Sisi", "'s", "mid-October"]),
        ("the G20 and d'Oro", ["the", "G20", "and", "d'Oro"]),
        ("عمان 26 شباط- استقبل", ["عمان", "26", "شباط", "-", "استقبل"]),
        ("Oct. 24, 2024", ["Oct", ".", "24", ",", "2024"]),
        ("a\u200fb", ["a\u200fb"]),
        ("", []),
    ],
)
def test_a_text_is_cut(text: str, expected: list[str]) -> None:
    assert [token.text for token in tokenize(text)] == expected


@given(st.text() | st.text(alphabet="وال3٤5-.:'’s \n\u200f\u064eU.a/"))
def test_tokens_are_where_they_say_and_leave_out_nothing_visible(text: str) -> None:
    reached = 0
    for token in tokenize(text):
        assert text[token.start : token.end] == token.text
        assert token.fold == fold(token.text)
        assert not [c for c in text[reached : token.start] if c.isalnum()]
        assert token.start >= reached
        reached = token.end
    assert not [c for c in text[reached:] if c.isalnum()]
