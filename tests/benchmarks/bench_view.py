"""How long a page takes to draw, to be ready and to answer a filter, beside pyvis' own page of the same graph.

Run: python tests/benchmarks/bench_view.py [--graph FILE.ttl] [ACTORS ...]
Sizes are sample graphs; a graph file of a real build is measured as it is. Times are medians of the rounds.
"""

from __future__ import annotations

import argparse
import logging
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright
from rich.console import Console
from rich.table import Table

sys.path.insert(0, str(Path(__file__).parents[1] / "view"))

from sample import sample

from kg.view import Picture, Statements, read_picture, render

PATIENCE = 40_000
FRAME = "new Promise(done => requestAnimationFrame(() => setTimeout(() => done(performance.now()), 0)))"
OURS = """async () => {
  const frame = () => FRAME, times = [];
  const chips = [...document.querySelectorAll('#chips-type .chip')].slice(0, 3);
  for (const chip of [...chips, ...chips.reverse()]) {
    await frame(); await frame();
    const start = performance.now();
    document.querySelector(`#chips-type [data-key="${chip.dataset.key}"]`).click();
    times.push(await frame() - start);
  }
  return times;
}""".replace("FRAME", FRAME)
THEIRS = """async () => {
  const frame = () => FRAME, times = [], ids = nodes.getIds();
  for (let part = 0; part < 6; part += 1) {
    await frame(); await frame();
    const start = performance.now();
    nodes.update(ids.map((id, i) => ({ id, hidden: i % 6 === part })));
    times.push(await frame() - start);
  }
  return times;
}""".replace("FRAME", FRAME)
WATCH = """(() => {
  const look = setInterval(() => {
    if (!window.network) return;
    clearInterval(look);
    window.network.once('afterDrawing', () => performance.mark('drawn'));
    window.network.once('stabilized', () => performance.mark('ready'));
  }, 2);
})()"""


def pyvis_page(picture: Picture, path: Path) -> None:
    """The same actors and contacts as pyvis draws them by default, everything inlined that it can inline."""
    from pyvis.network import Network

    network = Network(height="800px", width="100%", directed=True, cdn_resources="in_line")
    for n, actor in enumerate(picture.actors):
        network.add_node(n, label=dict(actor.labels).get("en", actor.key), title=actor.key)
    for contact in picture.contacts:
        network.add_edge(contact.first, contact.second, value=len(contact.events))
    path.write_text(network.generate_html(), "utf-8")


def marks(page: Page) -> dict[str, float]:
    return page.evaluate("Object.fromEntries(performance.getEntriesByType('mark').map(m => [m.name, m.startTime]))")


def measure(
    browser: Browser, path: Path, filters: str, watch: str = ""
) -> tuple[float | None, float | None, float | None]:
    """Milliseconds from opening to the first drawing and to ready, and of a filter; None where patience ran out."""
    context = browser.new_context(offline=True, viewport={"width": 1440, "height": 900})
    try:
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        if watch:
            page.add_init_script(watch)
        page.goto(path.as_uri(), wait_until="commit")
        end = time.monotonic() + PATIENCE / 1000
        while "ready" not in (seen := marks(page)) and time.monotonic() < end:
            page.wait_for_timeout(100)
        answer = statistics.median(page.evaluate(filters)) if "ready" in seen else None
        return seen.get("drawn"), seen.get("ready"), answer
    finally:
        context.close()


def median_of(rounds: int, once: Callable[[], tuple[float | None, ...]]) -> list[float | None]:
    columns = zip(*(once() for _ in range(rounds)), strict=True)
    return [None if None in column else statistics.median(column) for column in columns]  # type: ignore[type-var]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, help="numbers of actors of the sample graphs")
    parser.add_argument("--graph", type=Path, action="append", default=[], help="a graph file of a build")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--no-pyvis", action="store_true", help="leave out pyvis' own page")
    arguments = parser.parse_args()
    logging.disable()
    graphs: list[tuple[str, Callable[[], Picture]]] = [
        (str(n), lambda n=n: read_picture(Statements(sample(n)))) for n in arguments.sizes or [100, 1000, 5000]
    ]
    graphs += [(path.name, lambda path=path: read_picture(path)) for path in arguments.graph]
    table = Table("graph", "page", "actors", "contacts", "made in s", "file kB", "drawn ms", "ready ms", "filter ms")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for name, read in graphs:
            picture = read()
            path = Path(folder) / "page.html"
            start = time.perf_counter()
            path.write_text(render(picture, lang="en"), "utf-8")
            made = time.perf_counter() - start
            ours = median_of(arguments.rounds, lambda path=path: measure(browser, path, OURS))
            row(table, name, "kg", picture, made, path, ours)
            if not arguments.no_pyvis:
                start = time.perf_counter()
                pyvis_page(picture, path)
                made = time.perf_counter() - start
                theirs = median_of(1, lambda path=path: measure(browser, path, THEIRS, WATCH))
                row(table, name, "pyvis", picture, made, path, theirs)
        browser.close()
    Console(width=120).print(table)


def row(table: Table, name: str, who: str, picture: Picture, made: float, path: Path, times: list[Any]) -> None:
    shown = [f"over {PATIENCE}" if value is None else f"{value:.0f}" for value in times]
    size = path.stat().st_size / 1000
    table.add_row(name, who, str(len(picture.actors)), str(len(picture.contacts)), f"{made:.1f}", f"{size:.0f}", *shown)


if __name__ == "__main__":
    main()
