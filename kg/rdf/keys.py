"""What each piece of a graph depends on, as a hash: pieces with one key are written alike."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b

import msgspec

from kg.model import Article, Happening
from kg.rdf.world import Doubt, World

_encode = msgspec.msgpack.Encoder().encode
_SIZE = 16


class Keys:
    """The keys of a graph's pieces, by all that their descriptions look at."""

    def __init__(self, world: World, seed: bytes) -> None:
        """Over the tables of a graph; `seed` stands for the code, the ontology and the base of all IRIs."""
        self._world = world
        self._seed = seed
        self._actors: dict[str, bytes] = {}
        self._happenings: dict[str, bytes] = {}
        self._articles: dict[str, bytes] = {}

    def article(self, article: Article) -> bytes:
        """An article, its mentions and candidates, and its passages."""
        known = self._articles.get(article.id)
        if known is None:
            known = self._articles[article.id] = self._hash(b"article", self._world.digest(article.id))
        return known

    def happening(self, happening: Happening) -> bytes:
        """An event with its participants' names, its reports, and the articles that tell it."""
        known = self._happenings.get(happening.id)
        if known is None:
            world = self._world
            told = [(world.digest(report.article), report.event.id) for report in happening.reports]
            offices = [world.office(part.office).value for part in happening.participations if part.office]
            named = [key for part in happening.participations for key in (part.actor, part.on_behalf_of) if key]
            names = [self.actor(key) for key in (*named, happening.place) if key]
            known = self._happenings[happening.id] = self._hash(
                b"event", _without_reports(happening), told, offices, names
            )
        return known

    def actor(self, key: str, doubts: Sequence[Doubt] = ()) -> bytes:
        """An actor's type and labels, what it was called before, and the candidates that some articles give for it."""
        known = self._actors.get(key)
        if known is None:
            actor, former = self._world.actors.get(key), self._world.former.get(key, ())
            known = self._actors[key] = self._hash(b"actor", actor, former)
        if not doubts:
            return known
        said = [(self._world.articles[name].sha256, entity.key, entity.candidates) for name, entity in doubts]
        return self._hash(b"doubted", known, said)

    def background(self, known: object) -> bytes:
        """What rests on no article, by what is known of it."""
        return self._hash(b"background", known)

    def graph(self, article: Article) -> bytes:
        """All that rests on one article."""
        world = self._world
        events = [self.happening(world.happenings[name]) for name in world.told_in.get(article.id, ())]
        actors = [self.actor(key) for key in world.named_in.get(article.id, ())]
        return blake2b(b"".join((self._seed, self.article(article), *events, *actors)), digest_size=_SIZE).digest()

    def _hash(self, *content: object) -> bytes:
        return blake2b(self._seed + _encode(content), digest_size=_SIZE).digest()


def _without_reports(happening: Happening) -> tuple[object, ...]:
    h = happening
    return h.id, h.type, h.participations, h.place, h.date, h.status, h.topics, h.confidence, h.disputed
