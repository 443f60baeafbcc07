"""Folding: ways of writing that make no difference, and the way back to the original's offsets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text import fold, fold_offset

ANY = st.text(alphabet=st.characters(codec=None))
LIKELY = st.text(alphabet=st.sampled_from("أإآٱؤئىةيكگیکـَّ\u200f\u202b٣۴ﷲﻻéÉʼ’“‐Aıß \n"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("أحمد", "احمد"),
        ("إيران", "ايران"),
        ("آل ثاني", "ال ثاني"),
        ("مسؤول", "مسوول"),
        ("رئيس", "رييس"),
        ("مصطفى", "مصطفي"),
        ("القاهرة", "القاهره"),
        ("کیان", "كيان"),
        ("الريـــاض", "الرياض"),
        ("مُحَمَّد", "محمد"),
        ("\u202bمصر\u202c\u200f", "مصر"),
        ("جان\u200cدارك", "جاندارك"),
        ("ﻣﺼﺮ", "مصر"),
        ("ﷲ", "الله"),
        ("ﻻ", "لا"),
        ("٢٠٢٤", "2024"),
        ("۱۴۰۳", "1403"),
        ("Itté", "itte"),
        ("ERDOĞAN", "erdogan"),
        ("Straße", "strasse"),
        ("Qur’an", "qur'an"),
        ("Łódź", "lodz"),
    ],
)
def test_two_ways_of_writing_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other) == other


def test_what_differs_stays_apart() -> None:
    assert len({fold(word) for word in ("لقاء", "لقا", "لقاءه", "الرياض", "رياض")}) == 5


@given(ANY | LIKELY)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "count", "offset"),
    [
        ("وَالأردن", 1, 2),
        ("وَالأردن", 0, 0),
        ("بـِهـا", 1, 3),
        ("ﷲ", 2, 1),
        ("لل", 9, 2),
        ("\u200fومصر", 1, 2),
    ],
)
def test_offset_of_folded_letters_in_the_original(text: str, count: int, offset: int) -> None:
    assert fold_offset(text, count) == offset


@given(LIKELY, st.integers(0, 12))
def test_offset_never_cuts_a_folded_letter_in_two(text: str, count: int) -> None:
    offset = fold_offset(text, count)
    assert 0 <= offset <= len(text)
    assert len(fold(text[:offset])) >= min(count, len(fold(text)))
    if 0 < count <= len(fold(text)):
        shorter = text[: offset - 1]
        assert len(fold(shorter)) < count or not fold(text[offset - 1])
