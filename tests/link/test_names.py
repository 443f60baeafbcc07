"""Names that no gazetteer knows: where they end and which are one person's."""

from __future__ import annotations

import pytest

from kg.lang import load
from kg.link.lexicon import folded, lexicon
from kg.link.names import name_end, short_forms
from kg.link.spellings import same_person, skeleton
from kg.text import tokenize

ARABIC = lexicon(load("ar"))
ENGLISH = lexicon(load("en"))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ياسر الرميثي وقال", "ياسر الرميثي"),
        ("محمد بن راشد بن سعيد الكعبي إن", "محمد بن راشد بن سعيد الكعبي"),
        ("عبد الرحمن السويدي، الذي", "عبد الرحمن السويدي"),
        ("أمادو كاريدجي ووزير", "أمادو كاريدجي"),
        ("نيفيل برادشو، الذي", "نيفيل برادشو"),
        ("أليدا فونتين إلى", "أليدا فونتين"),
        ("رباح الدين، الذي", "رباح الدين"),
        ("يبحث الأزمة", ""),
        ("القضايا الثنائية", ""),
        ("على هامش القمة", ""),
    ],
)
def test_the_end_of_a_name_after_a_title(text: str, name: str) -> None:
    tokens = tokenize(text)
    last = name_end(tokens, 0, len(tokens), ARABIC, introduced=True)
    assert text[: tokens[last - 1].end if last else 0] == name


@pytest.mark.parametrize("text", ["حسن الاستقبال", "سعيد بالقرار", "تيسير الحوار"])
def test_words_that_are_also_names_need_a_title(text: str) -> None:
    tokens = tokenize(text)
    assert name_end(tokens, 0, len(tokens), ARABIC, introduced=False) == 0


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("توم برادشو إلى", "توم برادشو"),
        ("بيتر فونتين.", "بيتر فونتين"),
        ("سهيل يعلن القرار", ""),
        ("توم وأصدقاء إلى", ""),
        ("بيتر غارات على", ""),
        ("أسماء جديدة في", ""),
    ],
)
def test_a_given_name_and_another_word_are_a_name_where_one_may_end(text: str, name: str) -> None:
    tokens = tokenize(text)
    last = name_end(tokens, 0, len(tokens), ARABIC, introduced=False)
    assert text[: tokens[last - 1].end if last else 0] == name


def test_short_forms() -> None:
    def forms(name: str) -> set[str]:
        return {" ".join(f) for f in short_forms(folded(name, ARABIC.pack), ARABIC)}

    assert forms("ياسر الرميثي") == {"الرميثي"}
    assert forms("ناصر عبد السلام") == {"عبد السلام"}
    assert forms("محمد أمين جلال الدين") == {"جلال الدين"}
    assert forms("سعيد سالم علي") == set()
    assert short_forms(("tigran", "manvelyan"), ENGLISH) == (("manvelyan",), ("tigran",))
    assert short_forms(("ana", "lucia", "peralta"), ENGLISH) == (("peralta",), ("lucia", "peralta"), ("ana",))


def test_one_person_by_a_longer_and_a_shorter_name() -> None:
    long, short = folded("عادل بن زيد الطريفي", ARABIC.pack), folded("عادل الطريفي", ARABIC.pack)
    assert same_person(long, short, ARABIC)
    assert not same_person(long, folded("خالد الطريفي", ARABIC.pack), ARABIC)
    assert not same_person(long, folded("عادل", ARABIC.pack), ARABIC)


@pytest.mark.parametrize(
    ("a", "b"), [("نتنياهو", "نتانياهو"), ("غوتيريش", "جوتيريش"), ("بلينكن", "بلينكين"), ("الأسد", "أسد")]
)
def test_spellings_of_one_name_sound_alike(a: str, b: str) -> None:
    fold_a, fold_b = folded(a, ARABIC.pack)[0], folded(b, ARABIC.pack)[0]
    assert skeleton(fold_a, ARABIC) == skeleton(fold_b, ARABIC)


def test_names_apart_do_not_sound_alike() -> None:
    assert skeleton("كارتر", ARABIC) != skeleton("كيري", ARABIC)
