"""Names and headlines that try to be more than text."""

from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from playwright.sync_api import Page
from pyoxigraph import Literal, RdfFormat, parse
from small import SMALL

from kg.view import Statements, render

Opener = Callable[..., Page]

HOSTILE = [
    "</script><script>window.hacked = 1</script>",
    "<img src=x onerror='window.hacked = 1'>",
    '"><svg onload="window.hacked = 1">',
    "see href now <a href='javascript:window.hacked=1'>here</a>",
    "{{7*7}} ${window.hacked = 1} `${7*7}` $title",
    "<!-- <![CDATA[ ]]> --> &lt;b&gt;",
    "\u202eevil\u202c \u2066left\u2069\u2069\u2069",
    "zero\u200bwidth\u2060\ufeff",
    "' onmouseover='window.hacked=1",
    "</title></style></textarea><base href=https://evil.example.org/>",
    "long " + "م" * 10_000,
    "\u2028line\u2029separators\x07bell",
]


def hostile(text: str) -> str:
    """The small graph with one name, topic, title, outlet, quote and address of that text."""
    literal = str(Literal(text))
    bad = SMALL + f"\nex:pie a <http://www.w3.org/2004/02/skos/core#Concept> ; rdfs:label {literal}@en .\n"
    bad = bad.replace('"Ahmad Kilani"@en', f"{literal}@en").replace(
        '"Kilani and Orwan at the harbour"@en', f"{literal}@en"
    )
    bad = bad.replace('"Example Wire"', literal).replace('"Kilani met Orwan in Harbour City."@en', f"{literal}@en")
    bad = bad.replace("<https://news.example.org/one>", "<javascript:window.hacked=1>")
    return bad.replace("dip:topic topic:ceasefire", "dip:topic topic:ceasefire, ex:pie")


def page_of(turtle: str) -> str:
    return render(Statements(parse(turtle, format=RdfFormat.TURTLE)), lang="en")


class Skeleton(HTMLParser):
    """The elements of a page with the names of their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, tuple[str, ...]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, tuple(name for name, _ in attrs)))


def elements(html: str) -> list[tuple[str, tuple[str, ...]]]:
    skeleton = Skeleton()
    skeleton.feed(html)
    return skeleton.elements


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_the_file_has_no_other_element_than_without_it(text: str) -> None:
    assert elements(page_of(hostile(text))) == elements(page_of(hostile("plain")))


def test_a_headline_is_text() -> None:
    statements = Statements(parse(SMALL, format=RdfFormat.TURTLE))
    assert elements(render(statements, title=HOSTILE[0])) == elements(render(statements, title="plain"))


@pytest.mark.browser
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_the_browser_shows_it_as_text(open_page: Opener, text: str) -> None:
    shown, plain = open_page(hostile(text), "#pick=@ahmad"), open_page(hostile("plain"), "#pick=@ahmad")
    tags = "[...document.querySelectorAll('*')].map(e => e.tagName).sort().join()"
    for view in ("network", "topics", "table", "groups"):
        for page in (shown, plain):
            page.locator(f"[data-view={view}]").click()
        assert shown.evaluate(tags) == plain.evaluate(tags)
    assert shown.evaluate("window.hacked") is None
    assert shown.evaluate("[...document.querySelectorAll('a')].every(a => /^(https?:|#)/.test(a.getAttribute('href')))")
    start = "".join(c for c in text if c.isalnum() and c.isascii())[:4]
    assert start in "".join(c for c in shown.locator("main").inner_text() if c.isalnum())


@pytest.mark.browser
def test_a_very_long_name_breaks_no_page(open_page: Opener) -> None:
    page = open_page(hostile("م" * 10_000), "#pick=@ahmad", wide=375, tall=720)
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    assert max(len(node["text"]) for node in page.evaluate("document.getElementById('canvas').drawing.nodes()")) <= 300
