"""How offices and their holders are described."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.rdf.statements import Description, Facet, state
from kg.rdf.terms import LABEL, RDF_TYPE, date, plain, text
from kg.rdf.vocabulary import dip
from kg.rdf.world import World

if TYPE_CHECKING:
    from kg.gazetteer.records import Tenure


def describe_office(world: World, key: str) -> Description:
    """An office: its labels and whose it is."""
    office = world.offices.get(key)
    labels = [label for _, label in office.labels if label] if office else []
    name = (office.label("en") if office else "") or next(iter(labels), key)
    facets: list[Facet] = [(RDF_TYPE, dip("Office")), (dip("name"), plain(name))]
    if not labels:
        facets.append((LABEL, plain(name)))
    if office is not None:
        facets += [(LABEL, text(label, language)) for language, label in office.labels if label]
        if office.jurisdiction:
            facets.append((dip("jurisdiction"), world.namer.actor(office.jurisdiction)))
    return state(world.office(key), facets, None)


def describe_tenure(world: World, tenure: Tenure) -> Description:
    """A person's holding of an office."""
    node = world.namer.hashed("tenure", tenure.person, tenure.office, tenure.start, tenure.end)
    facets: list[Facet] = [
        (RDF_TYPE, dip("Tenure")),
        (dip("holder"), world.namer.actor(tenure.person)),
        (dip("office"), world.office(tenure.office)),
    ]
    facets += [(dip(name), date(value)) for name, value in (("from", tenure.start), ("until", tenure.end)) if value]
    return state(node, facets, None)
