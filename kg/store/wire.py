"""Exchanges with a store: those of `kg.net`, with an address that is an IRI of the graph's own kind."""

from __future__ import annotations

from kg import net
from kg.errors import RemoteError, TermError
from kg.net import AGENT, PASSWORD, TOKEN, USER, Access, Patience, Reply, access_for, plain_words
from kg.rdf.terms import iri

__all__ = [
    "AGENT",
    "PASSWORD",
    "TOKEN",
    "USER",
    "Access",
    "Patience",
    "Reply",
    "Wire",
    "access_for",
    "plain_words",
]


class Wire(net.Wire):
    """Exchanges with one server."""

    def __init__(self, url: str, access: Access | None = None, patience: Patience | None = None) -> None:
        """A wire to a server; arguments and errors as in `kg.net`."""
        try:
            iri(url)
        except TermError as error:
            raise RemoteError(f"not a web address: {error}") from error
        super().__init__(url, access, patience)
