"""Draft → article: cleaned, dated, its language told, its boilerplate marked, its identity computed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256

from kg import limits
from kg.model import Article, DateSpan, Problem
from kg.read.boilerplate import Boilerplate, find_boilerplate
from kg.read.cleaning import clean, clean_line
from kg.read.dateline import date_in_dateline
from kg.read.dating import date_in_address, date_in_name, parse_date
from kg.read.draft import Draft
from kg.read.language import Detected, all_traits, detect
from kg.read.refusal import ADDRESS, CONFLICT, DATE, EMPTY, LANGUAGE, NO_ARTICLE, TOO_LARGE, Refusal

_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`\x00-\x20]+", re.I)
_WORD = re.compile(r"[^\W\d_]{2,}")


def finish(draft: Draft) -> Iterator[Article | Problem]:
    """The article of a draft and notes on what was not as it should be; or one problem, if it is none."""
    notes: list[Problem] = []
    try:
        article = _article(draft, notes)
    except Refusal as refusal:
        yield Problem(draft.path, refusal.code, str(refusal))
        return
    yield article
    yield from notes


def _article(draft: Draft, notes: list[Problem]) -> Article:
    title, body = clean_line(draft.title)[: limits.TITLE_CHARS], clean(draft.text)
    if title and body.startswith(title) and body[len(title) : len(title) + 1] in ("", "\n"):
        body = body[len(title) :].lstrip("\n")
    text = f"{title}\n\n{body}".strip("\n") if title else body
    body_start = len(title) + 2 if title and body else 0
    _check_size(text)
    found = find_boilerplate(text, body_start)
    _check_words(text, body_start, found)
    language = _language(_without(text, found), draft, notes)
    url = _address(draft, notes)
    published = _published(draft, url, found.year, notes)
    if published is None or len(published.start) < len("YYYY-MM-DD"):
        published = date_in_dateline(text, language.code, published) or published
    source = clean_line(draft.source)[: limits.FIELD_CHARS]
    identity = "\x00".join((text, title, str(published or ""), source, url))
    return Article(
        id=_plain_id(draft.id) or _plain_id(draft.stem) or "article",
        path=draft.path,
        text=text,
        body_start=body_start,
        title=title,
        published=published,
        source=source,
        lang=language.code,
        url=url,
        sha256=sha256(identity.encode()).hexdigest(),
        boilerplate=found.spans,
    )


def _check_size(text: str) -> None:
    if len(text) > limits.TEXT_CHARS:
        raise Refusal(TOO_LARGE, f"{len(text):,} characters: more than an article may have ({limits.TEXT_CHARS:,})")
    if len(text) > limits.PARAGRAPH_CHARS and max(map(len, text.split("\n"))) > limits.PARAGRAPH_CHARS:
        raise Refusal(TOO_LARGE, f"a paragraph of more than {limits.PARAGRAPH_CHARS:,} characters")


def _check_words(text: str, body_start: int, found: Boilerplate) -> None:
    if not _WORD.search(text):
        raise Refusal(EMPTY, "empty: no words in it")
    if found.spans and len(_WORD.findall(_without(text[body_start:], found, body_start))) < limits.ARTICLE_WORDS:
        raise Refusal(NO_ARTICLE, "no article's text: nothing but notices, links and buttons")


def _without(text: str, found: Boilerplate, shift: int = 0) -> str:
    """A text less its boilerplate; `shift` is where in the article it starts."""
    kept: list[str] = []
    at = 0
    for span in found.spans:
        kept.append(text[at : span.start - shift])
        at = span.end - shift
    return "".join([*kept, text[at:]])


def _language(text: str, draft: Draft, notes: list[Problem]) -> Detected:
    told = draft.lang.strip().lower().replace("_", "-")
    names = {traits.name.lower(): traits.code for traits in all_traits()}
    said = names.get(told, told).split("-")[0]
    language = detect(text, said)
    if not language.code:
        known = ", ".join(traits.name for traits in all_traits())
        raise Refusal(LANGUAGE, f"in another language ({language.name}); kg reads {known}")
    if said and said != language.code:
        reason = f"says that its language is '{clean_line(draft.lang)[:40]}', but its text is {language.name}"
        notes.append(Problem(draft.path, CONFLICT, f"{reason}: read as {language.name}", skipped=False))
    return language


def _address(draft: Draft, notes: list[Problem]) -> str:
    url = clean_line(draft.url).replace(" ", "%20")
    if not url or (_ADDRESS.fullmatch(url) and len(url) <= limits.FIELD_CHARS):
        return url
    notes.append(
        Problem(draft.path, ADDRESS, f"address '{clean_line(url)[:60]}' is not http(s): left out", skipped=False)
    )
    return ""


def _published(draft: Draft, url: str, year: str, notes: list[Problem]) -> DateSpan | None:
    said = draft.published.strip()
    told = parse_date(said) if said else None
    if said and told is None:
        reason = f"date '{clean_line(said)[:40]}' was not understood: left out"
        notes.append(Problem(draft.path, DATE, reason, skipped=False))
    edge = max(year, draft.year)
    return told or date_in_address(url) or date_in_name(draft.stem) or (DateSpan.of(edge) if edge else None)


def _plain_id(text: str) -> str:
    """An id that can be printed, sorted and put in a file's name by any stage."""
    return re.sub(r"[\s/\\]+", "-", clean_line(text)).strip("-.")[:200]
