"""From Wikidata, by its dump or by an endpoint, to an index of all the actors that news may name."""
