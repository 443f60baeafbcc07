"""The pages in a browser: what a reader sees, in both languages, dark and light, without the network or scripts."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hostile import ACTOR, ARTICLE, EVENT, publish_hostile
from live import Live, serving
from playwright.sync_api import Browser, Page, expect, sync_playwright

pytestmark = pytest.mark.browser

Opener = Callable[..., Page]
PATHS = ["/events", "/actors", "/topics", "/articles", "/query", "/search?q=iran", "/nothing"]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Browser, live: Live) -> Iterator[Opener]:
    """Opens a page of the server; at the end, no page may have asked elsewhere or complained."""
    problems: list[str] = []
    contexts = []

    def visit(path: str, url: str = live.url, **more: Any) -> Page:
        context = chromium.new_context(reduced_motion="reduce", **more)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda r: None if r.url.startswith((url, "data:", "blob:")) else problems.append(r.url))
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda line: problems.append(line.text) if "Content Security" in line.text else None)
        page.on("dialog", lambda dialog: problems.append(dialog.message))
        page.goto(url + path)
        return page

    yield visit
    for context in contexts:
        context.close()
    assert problems == []


def test_from_the_network_to_a_passage(visit: Opener) -> None:
    page = visit("/#lang=en")
    page.wait_for_selector("html[data-ready]")
    page.get_by_role("link", name="Events", exact=True).click()
    page.goto(page.url.split("?")[0] + "?lang=en")
    page.locator(".events .what > a").first.click()
    expect(page.get_by_role("heading", name="Who says so")).to_be_visible()
    page.get_by_role("link", name="Read in the article").first.click()
    expect(page.locator("mark:target")).to_be_visible()
    page.locator(".text a.person, .text a.state").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.get_by_role("link", name="Show in the network").click()
    page.wait_for_selector("html[data-ready]")
    assert "focus=" in page.url


def test_search_in_arabic_without_vowel_marks(visit: Opener) -> None:
    page = visit("/events", locale="ar-EG")
    assert page.locator("html").get_attribute("dir") == "rtl"
    page.get_by_role("searchbox").fill("السيسى")
    page.keyboard.press("Enter")
    page.locator("ul.rows a").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("عبد الفتاح السيسي")


def test_the_language_is_switched_on_the_same_page(visit: Opener) -> None:
    page = visit("/events?lang=en&type=meeting")
    page.get_by_role("link", name="العربية").click()
    assert page.locator("html").get_attribute("lang") == "ar"
    assert "type=meeting" in page.url


def test_events_are_narrowed_by_a_form(visit: Opener) -> None:
    page = visit("/events?lang=en")
    before = page.locator(".events > li").count()
    page.get_by_label("What happened").select_option("visit")
    page.get_by_role("button", name="Show").click()
    assert 0 < page.locator(".events > li").count() < before
    assert set(page.locator(".events .tags > .tag:first-child").all_inner_texts()) == {"visit"}


def test_a_question_is_asked_with_its_fields(visit: Opener) -> None:
    page = visit("/query?lang=en")
    page.get_by_role("link", name=re.compile("^Who met whom Whom did")).click()
    page.get_by_label("whom it is about").fill("أنتوني بلينكن")
    page.get_by_role("button", name="Ask").click()
    expect(page.get_by_role("status")).to_contain_text("rows")
    expect(page.get_by_role("table")).to_contain_text("Netanyahu")


def test_a_query_of_ones_own_runs_without_scripts(visit: Opener) -> None:
    page = visit("/query?lang=en", java_script_enabled=False)
    page.locator("#query-text").fill("SELECT (1 + 1 AS ?two) {}")
    page.get_by_role("button", name="Run").click()
    expect(page.get_by_role("table")).to_contain_text("2")
    page.locator("#query-text").fill("SELECT * { SERVICE <http://x/> { ?s ?p ?o } }")
    page.get_by_role("button", name="Run").click()
    expect(page.get_by_role("alert")).to_contain_text("SERVICE")


def written(page: Page) -> str:
    return str(page.evaluate("document.querySelector('#editor .tabPanel.active .CodeMirror').CodeMirror.getValue()"))


def write(page: Page, query: str) -> None:
    page.evaluate(
        "query => { const cm = document.querySelector('#editor .tabPanel.active .CodeMirror').CodeMirror;"
        " cm.setValue(query); cm.focus(); cm.setCursor(cm.lineCount(), 0); }",
        query,
    )


def test_the_editor_runs_a_query_by_keyboard_and_its_answer_leads_to_pages(visit: Opener) -> None:
    page = visit("/query?lang=en")
    expect(page.locator("#plain")).to_be_hidden()
    write(page, "PREFIX dip: <https://w3id.org/diplomacy-kg/ontology#>\nSELECT ?event { ?event a dip:Meeting } LIMIT 3")
    page.keyboard.press("Control+Enter")
    links = page.locator("#editor .tabPanel.active a.iri")
    expect(links).to_have_count(3)
    with page.expect_popup() as opened:
        links.first.click()
    expect(opened.value.get_by_role("heading", name="Who says so")).to_be_visible()


def test_the_editor_completes_the_ontologys_terms(visit: Opener) -> None:
    page = visit("/query?lang=en")
    write(page, "PREFIX dip: <https://w3id.org/diplomacy-kg/ontology#>\nSELECT * { ?e dip:counterp")
    page.keyboard.press("Control+Space")
    page.get_by_text("dip:counterpart").last.click()
    assert "?e dip:counterpart" in written(page)


def test_the_editor_says_where_a_query_is_wrong(visit: Opener) -> None:
    page = visit("/query?lang=en")
    write(page, "SELECT * {\n  ?s ?p\n} }")
    expect(page.locator("#editor .tabPanel.active .parseErrorIcon").first).to_be_visible()
    write(page, "SELECT * { ?s ?p ?o } LIMIT 1 #\nSERVICE")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#editor .tabPanel.active .yasr")).to_contain_text("SERVICE is refused")


def test_a_question_of_the_library_opens_in_the_editor(visit: Opener) -> None:
    page = visit("/query/sources?lang=en")
    page.get_by_text("The query", exact=True).click()
    page.get_by_role("link", name="Change it").click()
    expect(page.locator("#editor .tabPanel.active .yasr")).to_contain_text("Levant Monitor")
    assert "dip:source" in written(page)


def test_dark_and_light_are_kept(visit: Opener) -> None:
    page = visit("/events?lang=en", color_scheme="light")
    colour = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(colour)
    page.get_by_role("button", name="Dark or light").click()
    dark = page.evaluate(colour)
    assert dark != light
    page.reload()
    assert page.evaluate(colour) == dark
    assert visit("/events?lang=en", color_scheme="dark").evaluate(colour) == dark


@pytest.mark.parametrize("path", PATHS)
def test_pages_work_without_scripts(visit: Opener, path: str) -> None:
    page = visit(path, java_script_enabled=False)
    expect(page.get_by_role("heading", level=1)).to_be_visible()


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("wide", [360, 1280])
def test_pages_fit_and_are_named(visit: Opener, path: str, lang: str, wide: int) -> None:
    page = visit(f"{path}{'&' if '?' in path else '?'}lang={lang}", viewport={"width": wide, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= wide
    unnamed = """() => [...document.querySelectorAll('input:not([type=hidden]), select, textarea, button, a')].filter(
      e => e.offsetParent && !(e.innerText || e.ariaLabel || e.labels?.length || e.title)).map(e => e.outerHTML)"""
    assert page.evaluate(unnamed) == []
    assert page.locator("h1").count() == 1
    assert page.locator("main").count() == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(visit: Opener, scheme: str) -> None:
    page = visit("/events?lang=en", color_scheme=scheme)
    ratio = """selector => {
      const channel = v => (v /= 255) <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4;
      const light = colour => colour.match(/[\\d.]+/g).slice(0, 3).map(channel)
        .reduce((sum, v, n) => sum + v * [.2126, .7152, .0722][n], 0);
      const element = document.querySelector(selector);
      let ground = element;
      while (getComputedStyle(ground).backgroundColor === 'rgba(0, 0, 0, 0)') ground = ground.parentElement;
      const both = [getComputedStyle(element).color, getComputedStyle(ground).backgroundColor].map(light);
      return (Math.max(...both) + .05) / (Math.min(...both) + .05);
    }"""
    for selector in ("h1", ".meta", ".events .what > a", ".tag", ".date", "nav.pages a", "footer p", "button.main"):
        assert page.evaluate(ratio, selector) >= 4.5, selector


def test_hostile_names_do_nothing_in_a_browser(visit: Opener, tmp_path_factory: pytest.TempPathFactory) -> None:
    with serving(publish_hostile(tmp_path_factory.mktemp("browser"))) as hostile:
        for kind, iri in (("actor", ACTOR), ("event", EVENT), ("article", ARTICLE)):
            page = visit(f"/{kind}/{iri.rpartition('/')[2]}?lang=en", url=hostile.url)
            page.wait_for_timeout(100)
            assert page.evaluate("window.hit") is None
