"""What the ontology says: the classes, statuses, roles and topics by their keys, and how events are labelled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from kg.data import data_folder
from kg.errors import DataError
from kg.rdf.terms import LABEL, SUBCLASS, iri

DIP = "https://w3id.org/diplomacy-kg/ontology#"
TOPICS = "https://w3id.org/diplomacy-kg/topics#"
ONTOLOGY = DIP.rstrip("#")
_SKOS_LABEL = "http://www.w3.org/2004/02/skos/core#prefLabel"


@cache
def dip(name: str) -> NamedNode:
    """A class or property of the ontology."""
    return iri(DIP + name)


@dataclass(frozen=True)
class Listing:
    """How the names of a list are joined in a label of one language."""

    conjunction: str = ", "
    last: str = ", "
    more: str = " + {n}"


@dataclass(frozen=True)
class Vocabulary:
    """The ontology as tables. Labels and templates are by language code."""

    terms: Mapping[str, NamedNode]
    """The class or individual of each key of an event type, actor type, status or role."""
    topics: Mapping[str, NamedNode]
    labels: Mapping[NamedNode, Mapping[str, str]] = field(repr=False)
    templates: Mapping[NamedNode, Mapping[str, str]] = field(repr=False)
    listings: Mapping[str, Listing]
    parents: Mapping[NamedNode, tuple[NamedNode, ...]] = field(repr=False)
    """The ontology's own classes above a class, sorted."""

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that events are labelled in, sorted."""
        return tuple(sorted(self.listings))

    def term(self, key: str) -> NamedNode:
        """The class or individual of a key.

        Raises:
            DataError: the ontology has none.
        """
        try:
            return self.terms[key]
        except KeyError:
            raise DataError(f"the ontology has no class or individual with the key '{key}'") from None

    def topic(self, key: str) -> NamedNode:
        """The concept of a topic's key.

        Raises:
            DataError: `topics.ttl` has none.
        """
        try:
            return self.topics[key]
        except KeyError:
            raise DataError(f"topics.ttl has no topic with the key '{key}'") from None


@cache
def load_vocabulary(folder: Path | None = None) -> Vocabulary:
    """Read `diplomacy.ttl` and `topics.ttl`.

    Args:
        folder: where they are; by default those that come with the package.

    Raises:
        DataError: a file is missing, is not Turtle, or gives a key to two things.
    """
    place = folder or data_folder("ontology")
    facts = _by_property(place / "diplomacy.ttl")
    topic_facts = _by_property(place / "topics.ttl")
    labels = _texts(facts.get(LABEL.value, [])) | _texts(topic_facts.get(_SKOS_LABEL, []))
    ontology = NamedNode(ONTOLOGY)
    joins = {name: _texts(facts.get(DIP + name, [])).get(ontology, {}) for name in _JOINS}
    listings = {
        code: Listing(text, joins["lastConjunction"].get(code, text), joins["moreNames"].get(code, Listing.more))
        for code, text in joins["conjunction"].items()
    }
    return Vocabulary(
        terms=_keys(facts.get(DIP + "key", []), place / "diplomacy.ttl"),
        topics=_keys(topic_facts.get(DIP + "key", []), place / "topics.ttl"),
        labels=labels,
        templates=_texts(facts.get(DIP + "template", [])),
        listings=listings,
        parents=_parents(place / "diplomacy.ttl"),
    )


_JOINS = ("conjunction", "lastConjunction", "moreNames")
_Pairs = list[tuple[NamedNode, Literal]]


def _by_property(path: Path) -> dict[str, _Pairs]:
    pairs: dict[str, _Pairs] = {}
    try:
        for quad in parse(path=path, format=RdfFormat.TURTLE):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
                pairs.setdefault(quad.predicate.value, []).append((quad.subject, quad.object))
    except (OSError, SyntaxError) as error:
        raise DataError(f"{path}: {error}") from error
    return pairs


def _parents(path: Path) -> dict[NamedNode, tuple[NamedNode, ...]]:
    above: dict[NamedNode, list[NamedNode]] = {}
    for quad in parse(path=path, format=RdfFormat.TURTLE):
        parent = quad.object
        if quad.predicate == SUBCLASS and isinstance(quad.subject, NamedNode) and isinstance(parent, NamedNode):
            if parent.value.startswith(DIP):
                above.setdefault(quad.subject, []).append(parent)
    return {name: tuple(sorted(parents, key=str)) for name, parents in above.items()}


def _texts(pairs: _Pairs) -> dict[NamedNode, dict[str, str]]:
    texts: dict[NamedNode, dict[str, str]] = {}
    for subject, literal in pairs:
        texts.setdefault(subject, {})[literal.language or ""] = literal.value
    return texts


def _keys(pairs: _Pairs, path: Path) -> dict[str, NamedNode]:
    keys: dict[str, NamedNode] = {}
    for subject, literal in pairs:
        if keys.setdefault(literal.value, subject) != subject:
            raise DataError(f"{path}: the key '{literal.value}' is given to two things")
    return keys


def ontology_digests() -> tuple[str, ...]:
    """What the files of the ontology hold, as hashes."""
    files = sorted(path for path in data_folder("ontology").iterdir() if path.is_file())
    return tuple(sha256(path.read_bytes()).hexdigest() for path in files)
