"""Names, titles and texts that are attacks are shown as text on every page; so is what a visitor sends."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from hostile import ACTOR, ALL, ARTICLE, ATTACKS, EVENT, publish_hostile
from live import Live, serving
from lxml import html

QUERY = "SELECT ?s ?o { ?s ?p ?o FILTER (isLiteral(?o) || STRSTARTS(STR(?o), 'javascript')) }"
KEYS = [iri.rpartition("/")[2] for iri in (ACTOR, EVENT, ARTICLE)]
PAGES = [
    "/events", "/actors", "/articles", "/topics", f"/actor/{KEYS[0]}", f"/event/{KEYS[1]}", f"/article/{KEYS[2]}",
    "/topic/ceasefire", "/search?q=script", "/thing/office/o-00000003", "/thing/report/0000000000000001",
    "/query?" + urlencode({"query": QUERY}), "/query/mentions-of?" + urlencode({"actor": ACTOR}),
]  # fmt: skip
SENT = [
    *(f"/search?q={quote(attack)}" for attack in ATTACKS),
    *(f"/query?query={quote(attack)}" for attack in ATTACKS),
    *(f"/query/who-met-whom?actor={quote(attack)}" for attack in ATTACKS),
    *(f"/actor/{quote(attack.replace('/', ''))}" for attack in ATTACKS),
    *(f"/events?type={quote(attack)}" for attack in ATTACKS),
    *(f"/nothing{quote(attack)}?lang={quote(attack)}" for attack in ATTACKS),
]
MADE = {
    "html", "head", "meta", "title", "link", "script", "body", "a", "header", "nav", "form", "input", "button", "div",
    "main", "section", "aside", "footer", "p", "h1", "h2", "h3", "span", "bdi", "ul", "ol", "li", "dl", "dt", "dd",
    "label", "select", "option", "mark", "sup", "blockquote", "article", "table", "thead", "tbody", "tr", "th", "td",
    "small", "textarea", "details", "summary", "pre",
}  # fmt: skip
SCRIPTS = {"/static/site.js", "/static/yasgui.min.js", "/static/query.js"}
"""Ours, and the editor of queries."""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    with serving(publish_hostile(tmp_path_factory.mktemp("hostile"))) as live:
        yield live


def check(page: str) -> None:
    """No element but ours, no handler, no script but ours, no address that runs or leads elsewhere unseen."""
    tree = html.document_fromstring(page)
    assert {element.tag for element in tree.iter()} <= MADE
    assert {script.get("src") for script in tree.iter("script")} <= SCRIPTS
    assert not [script for script in tree.iter("script") if (script.text or "").strip()]
    for element in tree.iter():
        assert not [name for name in element.attrib if name.startswith("on") or name in ("style", "srcdoc")]
        for name in ("href", "src", "action"):
            address = element.get(name)
            assert (
                address is None
                or (address[0] in "/#?" and address[1:2] != "/")
                or address.startswith(("https://", "http://"))
            )
    for char in "\u202e\u2066\x00":
        assert char not in page


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_a_hostile_graph_is_shown_as_text(hostile: Live, path: str, lang: str) -> None:
    reply = hostile.get(f"{path}{'&' if '?' in path else '?'}lang={lang}", "text/html")
    assert reply.status == 200, reply.text
    check(reply.text)
    if not path.startswith(("/topics", "/topic", "/events")) or "<script>window" in reply.text:
        assert "&lt;script&gt;window.hit=1&lt;/script&gt;" in reply.text


@pytest.mark.parametrize("path", SENT)
def test_what_a_visitor_sends_comes_back_as_text(hostile: Live, path: str) -> None:
    reply = hostile.get(path, "text/html")
    assert reply.type == "text/html"
    check(reply.text)


def test_json_is_json(hostile: Live) -> None:
    for path in (
        f"/api/actors/{KEYS[0]}",
        f"/api/events/{KEYS[1]}",
        f"/api/articles/{KEYS[2]}",
        "/api/search?q=script",
    ):
        reply = hostile.get(path, "text/html")
        assert reply.type == "application/json"
        assert ALL[:20] in str(reply.json())


def test_the_text_is_whole_and_its_passage_marked(hostile: Live) -> None:
    tree = html.document_fromstring(hostile.get(f"/article/{KEYS[2]}?lang=en").text)
    (body,) = tree.xpath("//div[@class='text']")
    assert "one." in body.text_content()


def test_a_network_page_that_is_not_ours_is_not_served(tmp_path: Path) -> None:
    out = publish_hostile(tmp_path)
    (out / "graph.html").write_text("<script>window.hit=1</script>", "utf-8")
    with serving(out) as live:
        assert live.get("/", "text/html").status == 404
