"""How events, their participations and their reports are described."""

from __future__ import annotations

from kg.model import Event, Happening, Participation, Report
from kg.rdf.labels import label_event
from kg.rdf.statements import Description, Facet, date_facets, state
from kg.rdf.terms import LABEL, RDF_TYPE, boolean, decimal, plain, text
from kg.rdf.vocabulary import dip
from kg.rdf.world import World

Articles = tuple[str, ...]


class Tellings:
    """Which articles tell which part of a happening; what none tells in so many words rests on all."""

    def __init__(self, world: World, happening: Happening) -> None:
        """The tellings of one happening."""
        self.all: Articles = tuple(sorted({report.article for report in happening.reports}))
        self._reports = happening.reports
        self._keys = {article: world.keys(article) for article in self.all}

    def naming(self, key: str) -> Articles:
        """Those that name a participant or place."""
        return self._those([r.article for r in self._reports if key in self._named(r.article, r.event)])

    def saying(self, value: object) -> Articles:
        """Those that give a date, a status or a topic."""
        return self._those(
            [r.article for r in self._reports if value in (r.event.date, r.event.status, *r.event.topics)]
        )

    def _named(self, article: str, event: Event) -> set[str]:
        keys = self._keys[article]
        return {keys.get(name, "") for name in (*event.agents, *event.others, event.place or "")}

    def _those(self, articles: list[str]) -> Articles:
        return tuple(sorted(set(articles))) or self.all


def describe_event(world: World, happening: Happening) -> Description:
    """An event, its participations, its reports and the passages behind them."""
    found = describe_happening(world, happening)
    for report in happening.reports:
        found += describe_report(world, happening, report)
    return found


def describe_happening(world: World, happening: Happening) -> Description:
    """An event and its participations, without its reports."""
    name, vocabulary, namer = world.namer.event(happening.id), world.vocabulary, world.namer
    tellings = Tellings(world, happening)
    facets: list[Facet] = [
        (RDF_TYPE, dip("Event")),
        (RDF_TYPE, vocabulary.term(happening.type)),
        (dip("confidence"), decimal(happening.confidence)),
    ]
    for language in vocabulary.languages:
        facets.append((LABEL, text(label_event(happening, world.actors, vocabulary, language), language)))
    if happening.disputed:
        facets.append((dip("disputed"), boolean(True)))
    found = state(name, facets, tellings.all)
    found += state(name, [(dip("status"), vocabulary.term(happening.status))], tellings.saying(happening.status))
    found += state(name, date_facets(happening.date), tellings.saying(happening.date))
    if happening.place:
        found += state(name, [(dip("place"), namer.actor(happening.place))], tellings.naming(happening.place))
    for key in happening.topics:
        found += state(name, [(dip("topic"), vocabulary.topic(key))], tellings.saying(key))
    for participation in happening.participations:
        found += _describe_participation(world, happening, participation, tellings.naming(participation.actor))
    return found


def _describe_participation(world: World, happening: Happening, part: Participation, told: Articles) -> Description:
    event, actor = world.namer.event(happening.id), world.namer.actor(part.actor)
    node = world.namer.hashed("participation", happening.id, part.actor, part.role)
    facets: list[Facet] = [
        (RDF_TYPE, dip("Participation")),
        (dip("actor"), actor),
        (dip("role"), world.vocabulary.term(part.role)),
    ]
    if part.office:
        facets.append((dip("office"), world.office(part.office)))
    if part.on_behalf_of:
        facets.append((dip("onBehalfOf"), world.namer.actor(part.on_behalf_of)))
    return state(event, [(dip(part.role), actor), (dip("participation"), node)], told) + state(node, facets, told)


def describe_report(world: World, happening: Happening, report: Report) -> Description:
    """How one article tells an event, and the passages that say so."""
    article, event, told = world.articles[report.article], report.event, (report.article,)
    source, event_name = world.namer.article(article), world.namer.event(happening.id)
    spans = (event.trigger, *event.evidence)
    node = world.namer.hashed("report", source.value, happening.id, *(f"{s.start},{s.end}" for s in spans), event.rule)
    facets: list[Facet] = [
        (RDF_TYPE, dip("Report")),
        (dip("reports"), event_name),
        (dip("article"), source),
        (dip("status"), world.vocabulary.term(event.status)),
        (dip("confidence"), decimal(event.confidence)),
        (dip("rule"), plain(event.rule)),
        *date_facets(event.date),
    ]
    trigger = article.text[event.trigger.start : event.trigger.end]
    if trigger:
        facets.append((dip("trigger"), text(trigger, article.lang)))
    evidence: list[Facet] = [(dip("evidence"), world.namer.passage(article, span)) for span in event.evidence]
    return state(node, [*facets, *evidence], told) + state(event_name, evidence, told)
