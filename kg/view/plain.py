"""Values of a graph made safe to show: texts without what steers their display, dates, addresses."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import urlsplit

from kg.model import DateSpan
from kg.view.records import Labels

LONGEST_LABEL = 300
LONGEST_TEXT = 4000

_STEERING = re.compile(
    "[\u202a-\u202e\u2066-\u2069\u200b\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?(?:Z|T.*|[+-][0-9]{2}:[0-9]{2})?")
_ITEM = re.compile(r"https?://www\.wikidata\.org/(?:entity|wiki)/(Q[1-9][0-9]{0,11})")


def clean(text: str, longest: int = LONGEST_TEXT) -> str:
    """A text as one line, without bidi overrides and invisible marks, cut with '…' where it is very long."""
    line = _CONTROL.sub(" ", _STEERING.sub("", text)).strip()
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def clean_labels(labels: Labels) -> Labels:
    """Labels as `clean` makes them, without empty ones."""
    cleaned = ((lang, clean(text, LONGEST_LABEL)) for lang, text in labels)
    return tuple((lang, text) for lang, text in cleaned if text)


def day_span(text: str) -> DateSpan | None:
    """The date that an xsd:date, xsd:dateTime, gYearMonth or gYear tells; None where it is none."""
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    year, month, day = match.groups()
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    return DateSpan.of("-".join(filter(None, (year, month, day))))


def web_address(text: str) -> str:
    """An http(s) address with a host, else ''."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    usable = parts.scheme in ("http", "https") and parts.netloc and not _CONTROL.search(text) and " " not in text
    return text if usable else ""


def item_of(iri: str) -> str:
    """The QID of a Wikidata IRI, else ''."""
    match = _ITEM.fullmatch(iri)
    return match.group(1) if match else ""
