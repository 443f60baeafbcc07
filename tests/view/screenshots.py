"""Take the pictures of the README from a page.

Run: kg build seeds/ -o out/ && python tests/view/screenshots.py out/graph.html docs/images Q307871
"""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

SHOTS = {
    "graph-ar.png": ("#lang=ar", 1440, 860),
    "graph-en.png": ("#lang=en&pick=@{pick}", 1440, 860),
    "graph-dark.png": ("#lang=ar&theme=dark&focus={pick}&pick=@{pick}", 1440, 860),
    "graph-phone.png": ("#lang=ar", 390, 800),
}


def take(page_file: Path, folder: Path, pick: str) -> None:
    """Write one file a shot; `pick` is the key of the actor whose panel is open in two of them."""
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for name, (fragment, wide, tall) in SHOTS.items():
            context = browser.new_context(offline=True, viewport={"width": wide, "height": tall})
            page = context.new_page()
            page.goto(page_file.resolve().as_uri() + fragment.replace("{pick}", pick))
            page.wait_for_selector("html[data-ready]")
            page.wait_for_timeout(300)
            page.screenshot(path=folder / name)
            context.close()
        browser.close()


if __name__ == "__main__":
    take(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
