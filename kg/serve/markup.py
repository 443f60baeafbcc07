"""The door to markup: the only module of the server that makes HTML. All text is escaped; what steers is left out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from kg.view.plain import web_address


class Markup(str):
    """Text that is HTML already; only this module makes it."""

    __slots__ = ()


Child = str | Markup | None | Iterable["Child"]
Attribute = str | int | bool | None

_EMPTY = frozenset({"input", "meta", "link", "br", "hr", "wbr"})
_NAMES = re.compile(r"[a-z][a-z0-9]*")
_ATTRIBUTES = re.compile(r"(?!on)[a-z][a-z-]*")
_ADDRESSES = frozenset({"href", "src", "action"})
_UNSHOWN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2060-\u2069\u206a-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)


def text(value: str) -> Markup:
    """Text as it is shown: escaped, without control characters and marks that turn the direction of what follows."""
    return Markup(escape(_UNSHOWN.sub("", value)).encode("utf-8", "replace").decode("utf-8"))


def tag(name: str, /, *children: Child, **attributes: Attribute) -> Markup:
    """An element.

    Args:
        name: of the element; never script or style, whose content would not be text.
        children: texts, which are escaped, and elements.
        attributes: '_' stands for '-', and may end a name that is a word of Python; False and None leave one out.

    Raises:
        ValueError: a name cannot be one, or an address leads elsewhere than to the web or this server.
    """
    if not _NAMES.fullmatch(name) or (name in ("script", "style") and children):
        raise ValueError(f"not an element to make: {name}")
    written = "".join(_attribute(key.rstrip("_").replace("_", "-"), value) for key, value in attributes.items())
    if name in _EMPTY:
        return Markup(f"<{name}{written}>")
    return Markup(f"<{name}{written}>{''.join(_flat(children))}</{name}>")


def document(lang: str, direction: str, head: Child, body: Child) -> Markup:
    """A whole page."""
    html = tag("html", tag("head", tag("meta", charset="utf-8"), head), tag("body", body), lang=lang, dir=direction)
    return Markup(f"<!doctype html>\n{html}\n")


def insert(page: str, before: str, piece: Markup) -> str:
    """A page that was made elsewhere with a piece put in before the first place that reads so."""
    head, found, rest = page.partition(before)
    return f"{head}{piece}{found}{rest}" if found else page


def _attribute(name: str, value: Attribute) -> str:
    if value is None or value is False:
        return ""
    if not _ATTRIBUTES.fullmatch(name) or name in ("style", "srcdoc"):
        raise ValueError(f"not an attribute to make: {name}")
    if value is True:
        return f" {name}"
    if name in _ADDRESSES and not is_safe(str(value)):
        raise ValueError(f"not an address to link to: {str(value)[:100]!a}")
    return f' {name}="{text(str(value))}"'


def is_safe(address: str) -> bool:
    """Whether an address is of the web or of this server."""
    if address.startswith(("/", "#", "?")):
        return not address.startswith(("//", "/\\")) and address.isprintable() and not _UNSHOWN.search(address)
    return bool(web_address(address))


def _flat(children: Child) -> Iterable[str]:
    if isinstance(children, Markup):
        yield children
    elif isinstance(children, str):
        yield text(children)
    elif children is not None:
        for child in children:
            yield from _flat(child)
