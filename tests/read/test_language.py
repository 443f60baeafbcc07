from __future__ import annotations

import subprocess
import sys

import pytest

from kg import lang
from kg.read.language import Detected, all_traits, detect

EXAMPLES = [(e["text"], e["language"]) for code in lang.codes() for e in lang.load(code).toml("detection")["example"]]


@pytest.mark.parametrize(("text", "language"), EXAMPLES, ids=[language for _, language in EXAMPLES])
def test_example_of_a_pack_is_told(text: str, language: str) -> None:
    found = detect(text)
    assert language in (found.code, found.name)
    assert bool(found.code) == (language in lang.codes())


def test_names_in_another_script_do_not_change_the_language() -> None:
    assert detect("التقى الوزير مدير شركة OpenAI الأمريكية في العاصمة، وقال إن اللقاء مع Google غدا.").code == "ar"
    assert detect("The minister (وزير) said that he was in the capital for talks with the two sides.").code == "en"


def test_few_foreign_letters_of_a_name_do_not_change_the_language() -> None:
    text = "وصل الوزير إلى مدينة پاریس لإجراء محادثات مع نظيره چارلز في العاصمة، وقال إن اللقاء كان مفيدا للجانبين."
    assert detect(text * 3).code == "ar"


@pytest.mark.parametrize(
    ("text", "name"), [("Переговоры начались", "Cyrillic script"), ("会谈在北京举行", "Chinese script")]
)
def test_script_without_a_pack_is_named(text: str, name: str) -> None:
    assert detect(text) == Detected("", name)


@pytest.mark.parametrize(
    ("text", "said", "code"),
    [
        ("Abdelatty meets Fidan in Ankara", "en", "en"),
        ("Abdelatty meets Fidan in Ankara", "", ""),
        ("De minister sprak maandag in Den Haag met zijn Duitse ambtgenoot.", "en", ""),
    ],
)
def test_what_an_article_says_of_its_language_counts_where_its_text_leaves_it_open(
    text: str, said: str, code: str
) -> None:
    assert detect(text, said).code == code


def test_text_without_letters_has_no_language() -> None:
    assert detect("12 + 30 = 42 !") == Detected("", "")


def test_clear_texts_are_told_without_loading_the_model() -> None:
    program = (
        "import sys; from kg.read.language import detect; print(detect(sys.argv[1]).code, 'py3langid' in sys.modules)"
    )
    for traits in all_traits():
        text = next(text for text, language in EXAMPLES if language == traits.code)
        done = subprocess.run([sys.executable, "-c", program, text], capture_output=True, text=True, check=True)
        assert done.stdout.split() == [traits.code, "False"]
