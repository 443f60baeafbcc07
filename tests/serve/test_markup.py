"""All text is escaped; no element, attribute or address can be made that runs or leads astray."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from kg.serve.markup import is_safe, tag, text


@given(st.text())
def test_any_text_stays_text(value: str) -> None:
    made = tag("p", value, title=value)
    (element,) = html.fragments_fromstring(made)
    shown = html.tostring(element, encoding="unicode")
    assert element.tag == "p"
    assert list(element) == []
    assert set(element.attrib) == {"title"}
    assert shown.count("<") == 2


def test_what_is_made_already_is_not_escaped_again() -> None:
    assert tag("p", tag("b", "<"), ["&", None, [tag("br")]]) == "<p><b>&lt;</b>&amp;<br></p>"


def test_marks_that_turn_the_direction_are_left_out() -> None:
    assert text("a\u202eb\u2066c\x00d\ufeffe\nf") == "abcde\nf"
    assert text("\u200fمحمد\u200c") == "\u200fمحمد\u200c"


@pytest.mark.parametrize("name", ["script", "style", "a b", "A", "", "x><script"])
def test_elements_that_are_not_made(name: str) -> None:
    with pytest.raises(ValueError, match="element"):
        tag(name, "x")


@pytest.mark.parametrize("name", ["onclick", "style", "srcdoc", "x y", "x=1", "X"])
def test_attributes_that_are_not_made(name: str) -> None:
    with pytest.raises(ValueError, match="attribute"):
        tag("p", **{name: "x"})


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "JAVASCRIPT:x", "data:text/html,x", "//evil.example", "/\\evil.example", "", " https://x",
     "https://", "vbscript:x", "\x01javascript:x", "https://x y", "ftp://x", "/a\nb"],
)  # fmt: skip
def test_addresses_that_are_not_linked_to(address: str) -> None:
    assert not is_safe(address)
    with pytest.raises(ValueError, match="address"):
        tag("a", "x", href=address)


@pytest.mark.parametrize("address", ["/actor/x?lang=ar#c1", "#content", "?q=1", "https://example.org/a", "http://x.y/"])
def test_addresses_that_are(address: str) -> None:
    assert is_safe(address)
