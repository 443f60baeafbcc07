"""One browser for all tests of pages; every page is offline and must make no request and no error."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from pyoxigraph import RdfFormat, parse

sys.path.insert(0, str(Path(__file__).parent))

from kg.view import Statements, render

Opener = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[Opener]:
    """Opens a page from a file: of a graph in Turtle, at an address fragment, in a window of some size."""
    contexts, problems = [], []

    def open_page(
        turtle: str = "",
        fragment: str = "",
        *,
        html: bool = False,
        lang: str = "en",
        wide: int = 1280,
        tall: int = 820,
        **more: str,
    ) -> Page:
        path = tmp_path / f"page-{len(contexts)}.html"
        path.write_text(
            turtle if html else render(Statements(parse(turtle, format=RdfFormat.TURTLE)), lang=lang), "utf-8"
        )
        context = browser.new_context(
            offline=True,
            viewport={"width": wide, "height": tall},
            reduced_motion="reduce",
            accept_downloads=True,
            **more,
        )
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda r: None if r.url.startswith(("file:", "blob:", "data:")) else problems.append(r.url))
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda line: problems.append(line.text) if line.type in ("error", "warning") else None)
        page.on("dialog", lambda dialog: problems.append(f"dialog: {dialog.message}"))
        page.goto(path.as_uri() + fragment)
        page.wait_for_selector("html[data-ready]")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert problems == []
