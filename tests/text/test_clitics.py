"""Clitics: all readings are offered, the likeliest first; whether the rest is a word is for the caller to know."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import lang
from kg.text import enclitic_splits, fold, proclitic_splits

ARABIC = lang.load("ar")


@pytest.mark.parametrize(
    ("word", "proclitic", "rest"),
    [
        ("للأردن", "ل", "الأردن"),
        ("وللاتحاد", "ول", "الاتحاد"),
        ("بالأردن", "ب", "الأردن"),
        ("والأردن", "و", "الأردن"),
        ("وبالقاهرة", "وب", "القاهرة"),
        ("فالرئيس", "ف", "الرئيس"),
        ("كالعراق", "ك", "العراق"),
        ("ومصر", "و", "مصر"),
        ("بمصر", "ب", "مصر"),
        ("سيلتقي", "س", "يلتقي"),
        ("وسيلتقي", "وس", "يلتقي"),
    ],
)
def test_likeliest_reading_comes_first(word: str, proclitic: str, rest: str) -> None:
    assert (proclitic, fold(rest)) in proclitic_splits(fold(word), ARABIC)
    longest = [split for split in proclitic_splits(fold(word), ARABIC) if split[0] == proclitic]
    assert longest[0] == (proclitic, fold(rest))


@pytest.mark.parametrize(
    ("word", "proclitic", "rest"),
    [
        ("لبنان", "ل", "بنان"),
        ("للبنان", "ل", "لبنان"),
        ("لليبيا", "ل", "ليبيا"),
        ("للبنانيين", "ل", "اللبنانيين"),
        ("والي", "و", "الي"),
    ],
)
def test_reading_is_offered(word: str, proclitic: str, rest: str) -> None:
    assert (proclitic, fold(rest)) in proclitic_splits(fold(word), ARABIC)


@pytest.mark.parametrize(
    ("word", "stem", "pronoun"),
    [
        ("لقائه", "لقاء", "ه"),
        ("لقاؤه", "لقاء", "ه"),
        ("لقاءه", "لقاء", "ه"),
        ("زيارته", "زيارة", "ه"),
        ("نظيرها", "نظير", "ها"),
        ("لقائهما", "لقاء", "هما"),
        ("نظيريه", "نظيرين", "ه"),
        ("مسؤولوها", "مسؤولون", "ها"),
        ("مستشفاه", "مستشفى", "ه"),
        ("مباحثاتهم", "مباحثات", "هم"),
    ],
)
def test_pronoun_is_taken_off(word: str, stem: str, pronoun: str) -> None:
    assert (fold(stem), pronoun) in enclitic_splits(fold(word), ARABIC)


@given(st.text(alphabet="والبكلسفنهمات", max_size=9))
def test_readings_leave_at_least_two_letters_of_the_word(word: str) -> None:
    for proclitic, rest in proclitic_splits(word, ARABIC):
        assert len(rest) >= 2
        assert word.startswith(proclitic)
    for stem, pronoun in enclitic_splits(word, ARABIC):
        assert len(stem) >= 2
        assert word.endswith(pronoun)


@pytest.mark.parametrize("code", lang.codes())
def test_a_word_of_one_letter_has_no_clitics(code: str) -> None:
    assert proclitic_splits("و", lang.load(code)) == ()
    assert enclitic_splits("ه", lang.load(code)) == ()
