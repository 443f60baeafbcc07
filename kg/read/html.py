"""A saved web page → its article, by trafilatura; what would take the parser too long is refused before it."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from kg import limits
from kg.read.boilerplate import match_rule, year_of
from kg.read.decoding import decode
from kg.read.draft import Draft
from kg.read.refusal import NO_ARTICLE, NOT_TEXT, TOO_LARGE, Refusal

_CHARSET = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s{0,9}=\s{0,9}[\"']?\s{0,9}([A-Za-z0-9_:.-]{1,40})", re.I
)
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)([^<>]*)>")
_WORD = re.compile(r"[^\W\d_]{2,}")
_MARKUP = re.compile(r"</(?:p|div|li|h[1-6]|span|b|strong|em|i|a|blockquote)>|<br ?/?>", re.I)
_BLOCKS = frozenset("p div li br h1 h2 h3 h4 h5 h6 blockquote tr".split())
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr p li td th tr option".split())
_DATES = {"original_date": True, "extensive_search": False, "min_date": "1980-01-01", "max_date": "2100-12-31"}


def read_page(data: bytes, path: str, stem: str) -> Draft:
    """The article of a web page.

    Raises:
        Refusal: no text, no page, no article in it, or more markup than a page has.
    """
    declared = _CHARSET.search(data[:4096])
    return page_draft(decode(data, declared[1].decode("ascii") if declared else ""), path, stem)


def page_draft(text: str, path: str, stem: str) -> Draft:
    """The article of a web page that is text already."""
    if "<" not in text:
        raise Refusal(NOT_TEXT, "no markup in it: not a web page")
    _check_size(text)
    import trafilatura
    from trafilatura.metadata import extract_metadata

    tree: Any = trafilatura.load_html(_without_controls(text))
    if tree is None:
        raise Refusal(NO_ARTICLE, "no web page that can be read")
    language = (tree.get("lang") or "").strip()
    year = _edge_year(tree)
    about: Any = extract_metadata(tree, date_config=_DATES, extensive=False)
    found: Any = trafilatura.bare_extraction(tree, include_comments=False, with_metadata=False)
    body = (found.text or "") if found is not None else ""
    if len(_WORD.findall(body)) < limits.ARTICLE_WORDS:
        raise Refusal(NO_ARTICLE, "a web page without an article's text")
    return Draft(
        path=path,
        stem=stem,
        text=body,
        title=about.title or "",
        published=about.date or "",
        source=about.sitename or "",
        url=about.url or "",
        lang=language,
        year=year,
    )


def text_of_markup(text: str) -> str:
    """The text of a field that may hold markup, as feeds and content systems give it: a line for each block.

    Raises:
        Refusal: more markup than an article has.
    """
    if not _MARKUP.search(text):
        return unescape(text) if "&" in text else text
    _check_size(text)
    from lxml import html

    tree = html.fromstring(f"<div>{_without_controls(text)}</div>")
    for node in tree.iter():
        if node.tag in ("script", "style"):
            node.text = ""
        elif node.tag in _BLOCKS:
            node.tail = "\n" + (node.tail or "")
    return str(tree.text_content())


def _check_size(text: str) -> None:
    """Refuse what parsing would take too long for.

    Raises:
        Refusal: too many elements, too deep, or an element with too many attributes.
    """
    tags = depth = deepest = 0
    for match in _TAG.finditer(text):
        tags += 1
        closing, name, rest = match.groups()
        if len(rest) > limits.HTML_TAG_WORDS and len(rest.split()) > limits.HTML_TAG_WORDS:
            raise Refusal(TOO_LARGE, f"a web page with more than {limits.HTML_TAG_WORDS:,} attributes in one element")
        if name.lower() in _VOID or rest.endswith("/"):
            continue
        depth = max(0, depth - 1) if closing else depth + 1
        deepest = max(deepest, depth)
    if tags > limits.HTML_TAGS:
        raise Refusal(TOO_LARGE, f"a web page with {tags:,} tags, more than {limits.HTML_TAGS:,}")
    if deepest > limits.HTML_DEPTH:
        raise Refusal(TOO_LARGE, f"a web page with elements nested {deepest:,} deep")


def _without_controls(text: str) -> str:
    """What the parser takes: no NUL, no other control, no declaration of an encoding that the text is no longer in."""
    return re.sub(r"^\s*<\?xml[^>]*>", "", re.sub("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]", "", text))


def _edge_year(tree: Any) -> str:
    """The year of the page's copyright line, which is no part of the article's text."""
    year = ""
    for node in tree.itertext():
        line = " ".join(str(node).split()) if len(node) < 1000 else ""
        if any(c.isdecimal() for c in line) and (rule := match_rule(line)) and rule.dates:
            year = max(year, year_of(line))
    return year
