"""The page: the only module that makes markup. Texts of a graph reach it as JSON and the page shows them as text."""

from __future__ import annotations

import tomllib
from base64 import b64encode
from functools import cache
from hashlib import sha256
from html import escape
from importlib.util import find_spec
from pathlib import Path
from string import Template
from typing import Any

import msgspec

from kg.errors import DataError

_encode = msgspec.json.Encoder(order="deterministic").encode
FOLDER = Path(__file__).parent
_LIBRARY = "lib/vis-9.1.2/vis-network.min.js"
_MAP = "//# sourceMappingURL="


def make_page(
    core: dict[str, Any], texts: dict[str, Any], *, lang: str = "ar", title: str = "", limit: int = 1000
) -> str:
    """One HTML file that makes no request.

    Args:
        core: what the page draws with, as `payload.core_of` gives it.
        texts: articles and passages, as `payload.texts_of` gives them.
        lang: the language that it opens in; it can be switched.
        title: the headline; by default the page's own in the language shown.
        limit: as many actors are drawn at once.

    Raises:
        DataError: a file of the template is missing, or there are no strings of that language.
    """
    strings = _strings()
    if lang not in strings:
        raise DataError(f"the page has no language {lang!a}; there are: {', '.join(strings)}")
    style, app, library = _style(), _app(), _library()
    title = title.encode("utf-8", "replace").decode("utf-8")
    told = {**core, "lang": lang, "title": title, "limit": limit, "strings": strings}
    headline = title or strings[lang]["text"]["title"]
    return _template().substitute(
        lang=escape(lang),
        dir=escape(strings[lang]["dir"]),
        title=escape(headline),
        policy=escape(_policy([library, app], style)),
        style=style,
        languages="".join(_language_button(code, words["name"]) for code, words in strings.items()),
        noscript=escape(" ".join(words["noscript"] for words in strings.values())),
        core=_json(told),
        texts=_json(texts),
        library=library,
        app=app,
    )


def languages() -> tuple[str, ...]:
    """The languages that the page speaks, sorted."""
    return tuple(_strings())


def _language_button(code: str, name: str) -> str:
    return f'<button type="button" class="tab" data-lang="{escape(code)}" lang="{escape(code)}">{escape(name)}</button>'


def _policy(scripts: list[str], style: str) -> str:
    allowed = " ".join(f"'sha256-{_hash(script)}'" for script in scripts)
    return (
        f"default-src 'none'; script-src {allowed}; style-src 'sha256-{_hash(style)}'; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return b64encode(sha256(text.encode("utf-8")).digest()).decode("ascii")


def _json(value: dict[str, Any]) -> str:
    """JSON that cannot end the element that it is in."""
    text = _encode(value).decode("utf-8")
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text


@cache
def _strings() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for path in sorted((FOLDER / "strings").glob("*.toml")):
        try:
            found[path.stem] = tomllib.loads(_read(path))
        except tomllib.TOMLDecodeError as error:
            raise DataError(f"{path}: {error}") from error
    return found


@cache
def _template() -> Template:
    return Template(_read(FOLDER / "template" / "page.html"))


@cache
def _style() -> str:
    return _inline(_read(FOLDER / "template" / "style.css"), "</style")


@cache
def _app() -> str:
    modules = sorted((FOLDER / "template" / "app").glob("*.js"))
    return _inline('(() => {\n"use strict";\n' + "\n".join(map(_read, modules)) + "})();\n", "</script")


@cache
def _library() -> str:
    """vis-network as the pyvis wheel ships it; pyvis is not imported, since that alone takes longer than a page."""
    spec = find_spec("pyvis")
    for folder in (spec.submodule_search_locations or []) if spec else []:
        path = Path(folder) / _LIBRARY
        if path.is_file():
            return _inline(_read(path).partition(_MAP)[0], "</script")
    raise DataError(f"vis-network is not where pyvis ships it ({_LIBRARY}); install pyvis 0.3.2")


def _inline(text: str, ending: str) -> str:
    if ending in text.lower() or "<!--" in text:
        raise DataError(f"a part of the page's template holds {ending!a} or a comment of HTML")
    return text


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8").replace("\r\n", "\n")
    except OSError as error:
        raise DataError(f"{path}: {error.strerror}") from error
