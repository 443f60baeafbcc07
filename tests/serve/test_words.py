"""Every language says the same things, with the same places to fill in; and the pages say nothing else."""

import ast
import re
from pathlib import Path

import kg.serve
from kg.serve.words import all_words

PLACES = re.compile(r"\{\w+\}")


def test_all_languages_have_the_same_texts() -> None:
    first, *others = all_words().values()
    assert others
    for words in others:
        assert words._text.keys() == first._text.keys()
        for key, text in words._text.items():
            assert sorted(PLACES.findall(text)) == sorted(PLACES.findall(first._text[key])), key


def test_every_text_is_used_and_every_text_that_is_used_is_there() -> None:
    sources = [path.read_text("utf-8") for path in Path(kg.serve.__file__).parent.rglob("*.py")]
    literals = {
        node.value
        for source in sources
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    built = ("parameter_", "error_")
    known = next(iter(all_words().values()))._text
    assert {key for key in known if key not in literals and not key.startswith(built)} == set()


def test_a_label_is_shown_in_the_language_or_the_nearest() -> None:
    words = all_words()["en"]
    assert words.label({"ar": "أ", "en": "a"}) == ("a", "en")
    assert words.label({"": "plain", "ar": "أ"}) == ("plain", "")
    assert words.label({"ar": "أ"}) == ("أ", "ar")
    assert words.label({}) == ("", "")
