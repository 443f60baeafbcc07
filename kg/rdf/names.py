"""The IRIs of the graph's things: readable where a key is, hashed where content is, the same on every machine."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from pyoxigraph import NamedNode

from kg.model import Article, Span
from kg.rdf.terms import below, is_qid, qid

BASE = "https://w3id.org/diplomacy-kg/id/"
KINDS = ("actor", "article", "candidate", "event", "graph", "office", "participation", "report", "tenure")

_NOT_SLUG = re.compile(r"[\W_]+")
_LONGEST_SLUG = 60
_HASH = 16


@dataclass(frozen=True)
class Namer:
    """Makes the IRIs below one base; linked things have their Wikidata IRI whatever the base is."""

    base: str = BASE

    def actor(self, key: str) -> NamedNode:
        """An actor or place by its key: a QID, 'x:slug' or 'n:type/name'."""
        return qid(key) if is_qid(key) else self._minted("actor", key)

    def office(self, key: str, item: str = "") -> NamedNode:
        """An office by its key, or by its Wikidata item where it has one."""
        known = item or key
        return qid(known) if is_qid(known) else self._minted("office", key)

    def article(self, article: Article) -> NamedNode:
        """An article by its hash."""
        return self._of("article", self.article_name(article))

    @staticmethod
    def article_name(article: Article) -> str:
        """What stands at the end of an article's IRI."""
        return (article.sha256 or digest(article.title, article.text, length=64))[:32]

    def passage(self, article: Article, span: Span) -> NamedNode:
        """A stretch of an article's text (RFC 5147)."""
        return self._of("article", f"{self.article_name(article)}#char={span.start},{span.end}")

    def event(self, happening: str) -> NamedNode:
        """A happening by its id."""
        return self._of("event", happening)

    def hashed(self, kind: str, *content: str) -> NamedNode:
        """A thing that is known by what it says."""
        return self._of(kind, digest(*content))

    def background(self) -> NamedNode:
        """The graph of what no article says."""
        return self._of("graph", "background")

    def merged(self) -> NamedNode:
        """The graph that a remote store keeps the merged graph in."""
        return self._of("graph", "merged")

    def prefixes(self) -> dict[str, str]:
        """The prefixes of the data, by kind."""
        return {kind: f"{self.base}{kind}/" for kind in KINDS}

    def _of(self, kind: str, name: str) -> NamedNode:
        return below(f"{self.base}{kind}/", name)

    def _minted(self, kind: str, key: str) -> NamedNode:
        return self._of(kind, _minted_name(key))


def slug(key: str) -> str:
    """The readable part of a minted IRI: a key's letters and digits of any script, joined by '-'."""
    name = key.split(":", 1)[-1].split("/", 1)[-1]
    return _NOT_SLUG.sub("-", name.lower())[:_LONGEST_SLUG].strip("-") or "unnamed"


@lru_cache(1 << 16)
def _minted_name(key: str) -> str:
    return f"{slug(key)}-{digest(key, length=8)}"


def digest(*content: str, length: int = _HASH) -> str:
    """The first hex digits of the SHA-256 of some strings."""
    return sha256("\x1f".join(content).encode("utf-8", "surrogatepass")).hexdigest()[:length]
