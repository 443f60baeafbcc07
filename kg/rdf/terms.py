"""The one door to RDF terms: every IRI and literal is made here, and a value that cannot be one raises `TermError`."""

from __future__ import annotations

import re
from datetime import date as Day
from decimal import Decimal
from functools import lru_cache
from urllib.parse import urlsplit

from pyoxigraph import Literal, NamedNode

from kg.errors import TermError

LONGEST_IRI = 2048
XSD = "http://www.w3.org/2001/XMLSchema#"
WIKIDATA = "http://www.wikidata.org/entity/"
RDF_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
CONCEPT = NamedNode("http://www.w3.org/2004/02/skos/core#Concept")
SUBCLASS = NamedNode("http://www.w3.org/2000/01/rdf-schema#subClassOf")
LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
OWL = "http://www.w3.org/2002/07/owl#"
SAME_AS = NamedNode(OWL + "sameAs")

_QID = re.compile(r"Q[1-9][0-9]{0,9}")
_PLAIN_NAME = re.compile(r"[A-Za-z0-9_-]+(#char=[0-9]+,[0-9]+)?")
_PLAIN_IRI = re.compile(r"https?://[A-Za-z0-9.-]+/[A-Za-z0-9_./?=&;,+-]*")
_TAG = re.compile(r"[a-z]{2,8}(-[a-z0-9]{1,8}){0,4}")
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_SCHEMES = ("http", "https")
_BAD_ESCAPES = re.compile(r"%(?![0-9A-Fa-f]{2})|%(?:[01][0-9A-Fa-f]|7[Ff])")
_SURROGATE = re.compile(r"[\ud800-\udfff]")

_DECIMAL = NamedNode(XSD + "decimal")
_INTEGER = NamedNode(XSD + "integer")
_BOOLEAN = NamedNode(XSD + "boolean")
_DATES = {1: NamedNode(XSD + "gYear"), 2: NamedNode(XSD + "gYearMonth"), 3: NamedNode(XSD + "date")}


@lru_cache(maxsize=200_000)
def iri(value: str) -> NamedNode:
    """An absolute http(s) IRI.

    Args:
        value: the whole IRI; letters of any script may stand in its path, but its host is ASCII (punycode).

    Raises:
        TermError: it is empty, too long, relative, of another scheme, names a user, has a host that cannot be told
            apart by eye, or holds white space, control, invisible or bidirectional characters.
    """
    if not value or len(value) > LONGEST_IRI:
        raise TermError(f"an IRI has 1 to {LONGEST_IRI} characters, this one has {len(value)}")
    if _PLAIN_IRI.fullmatch(value):
        return NamedNode(value)
    # Of all that is printable only a space is no letter, mark, number, punctuation or symbol.
    if not value.isprintable() or " " in value:
        char = next(char for char in value if char == " " or not char.isprintable())
        raise TermError(f"the character U+{ord(char):04X} cannot stand in an IRI: {value!a}")
    if _BAD_ESCAPES.search(value):
        raise TermError(f"a wrong or control %-escape in the IRI {value!a}")
    try:
        parts = urlsplit(value)
        port = parts.port
    except ValueError as error:
        raise TermError(f"not an IRI: {value!a}: {error}") from error
    if parts.scheme not in _SCHEMES or not value.startswith((f"{parts.scheme}://",)):
        raise TermError(f"an IRI starts with http:// or https://, not {value[:40]!a}")
    if not parts.hostname or not parts.netloc.isascii() or "@" in parts.netloc or port == 0:
        raise TermError(f"the host of the IRI {value!a} is missing, names a user or is not ASCII")
    try:
        return NamedNode(value)
    except ValueError as error:
        raise TermError(f"not an IRI: {value!a}: {error}") from error


def below(base: str, name: str) -> NamedNode:
    """The IRI of a name below a base; as `iri` of both, and quick where the name is plain.

    Raises:
        TermError: they make no IRI.
    """
    quick = base.endswith("/") and "#" not in base and len(base) + len(name) <= LONGEST_IRI
    return NamedNode(iri(base).value + name) if quick and _PLAIN_NAME.fullmatch(name) else iri(base + name)


def is_qid(value: str) -> bool:
    """Whether a string is a Wikidata item's id."""
    return _QID.fullmatch(value) is not None


def qid(value: str) -> NamedNode:
    """The IRI of a Wikidata item.

    Raises:
        TermError: the value is not 'Q' and a number without leading zero.
    """
    if not is_qid(value):
        raise TermError(f"not a Wikidata id: {value!a}")
    return below(WIKIDATA, value)


def plain(value: str) -> Literal:
    """A string literal without a language.

    Raises:
        TermError: it holds a lone surrogate.
    """
    return Literal(_sound(value))


def text(value: str, language: str) -> Literal:
    """A string literal in a language, or without one where `language` is empty.

    Raises:
        TermError: the text holds a lone surrogate, or the language is not a language tag.
    """
    return Literal(_sound(value), language=tag(language)) if language else plain(value)


def tag(value: str) -> str:
    """A language tag in its canonical lower case.

    Raises:
        TermError: it is not a language tag.
    """
    lowered = value.lower()
    if not value.isascii() or not _TAG.fullmatch(lowered):
        raise TermError(f"not a language tag: {value!a}")
    return lowered


def date(value: str) -> Literal:
    """An xsd:date, xsd:gYearMonth or xsd:gYear from 'YYYY-MM-DD', 'YYYY-MM' or 'YYYY'.

    Raises:
        TermError: it has another form, or there is no such day.
    """
    match = _DATE.fullmatch(value)
    if not match:
        raise TermError(f"not a date: {value!a}")
    numbers = [int(part) for part in match.groups() if part]
    try:
        Day(*[*numbers, 1, 1][:3])
    except ValueError as error:
        raise TermError(f"no such date: {value}: {error}") from error
    return Literal(value, datatype=_DATES[len(numbers)])


def decimal(value: float) -> Literal:
    """An xsd:decimal in canonical form, rounded to four places.

    Raises:
        TermError: it is not a finite number.
    """
    number = Decimal(str(value))
    if not number.is_finite():
        raise TermError(f"not a finite number: {value}")
    written = format(round(number, 4), "f")
    written = (written.rstrip("0").rstrip(".") if "." in written else written) or "0"
    return Literal("0" if written == "-0" else written, datatype=_DECIMAL)


def integer(value: int) -> Literal:
    """An xsd:integer."""
    return Literal(str(value), datatype=_INTEGER)


def boolean(value: bool) -> Literal:
    """An xsd:boolean."""
    return Literal("true" if value else "false", datatype=_BOOLEAN)


def _sound(value: str) -> str:
    if not value.isascii() and _SURROGATE.search(value):
        raise TermError(f"a lone surrogate cannot be written: {value[:40]!a}")
    return value
