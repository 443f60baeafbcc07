"""The style and the script of the pages; their colours are those of the network page."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import kg.view
from kg.errors import DataError

FOLDER = Path(__file__).parent / "static"
_LIGHT = re.compile(r":root \{[^}]*\}")
_DARK = re.compile(r':root\[data-theme="dark"\] (\{[^}]*\})')
KINDS = {
    "site.css": "text/css",
    "site.js": "text/javascript",
    "query.js": "text/javascript",
    "site.svg": "image/svg+xml",
}


@cache
def asset(name: str) -> bytes:
    """A file of the pages.

    Raises:
        KeyError: there is none of that name.
        DataError: the network page's style has no colours to share.
    """
    if name not in KINDS:
        raise KeyError(name)
    text = (FOLDER / name).read_text("utf-8")
    return (_colours() + text if name == "site.css" else text).encode("utf-8")


def _colours() -> str:
    """The network page's colours, dark ones also for those whose system is dark."""
    style = (Path(kg.view.__file__).parent / "template" / "style.css").read_text("utf-8")
    light, dark = _LIGHT.search(style), _DARK.search(style)
    if light is None or dark is None:
        raise DataError("the network page's style has no colours")
    return (
        f"{light.group()}\n@media screen {{ :root[data-theme=dark] {dark.group(1)} }}\n"
        f"@media screen and (prefers-color-scheme: dark) {{ :root:not([data-theme=light]) {dark.group(1)} }}\n"
    )
