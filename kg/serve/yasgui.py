"""YASGUI, the editor of SPARQL that people know, as the program of Oxigraph's server carries it.

No copy of the editor is in this package: the program, which the extra brings, is started once without data, on a port
of this machine alone, asked for the editor's files, and stopped. Where it is missing, pages have a plain field.
"""

from __future__ import annotations

import logging
import shutil
import socket
import subprocess
import sys
import urllib.request
from functools import cache
from pathlib import Path
from threading import Lock

from pyoxigraph import NamedNode, RdfFormat, parse

from kg.data import data_folder
from kg.errors import RemoteError
from kg.net import Access, Patience, Wire
from kg.rdf.terms import RDF_TYPE
from kg.rdf.write import PREFIXES

log = logging.getLogger("kg.serve")
FILES = {"yasgui.min.js": "text/javascript", "yasgui.min.css": "text/css"}
_PATIENCE = Patience(timeout=20, attempts=40, first_wait=0.05, longest_wait=0.5)
"""The program takes a moment to listen."""
_OWL = "http://www.w3.org/2002/07/owl#"
_CLASSES = frozenset({_OWL + "Class"})
_PROPERTIES = frozenset({_OWL + "ObjectProperty", _OWL + "DatatypeProperty"})
_lock = Lock()


@cache
def program() -> str | None:
    """The path of the program that carries the editor, or None."""
    beside = shutil.which("oxigraph", path=str(Path(sys.executable).parent))
    return beside or shutil.which("oxigraph")


def files() -> dict[str, bytes]:
    """The editor's files by name; none where they cannot be had."""
    with _lock:
        return _fetch()


@cache
def _fetch() -> dict[str, bytes]:
    path = program()
    if path is None:
        return {}
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    command = [path, "serve", "--bind", address]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet) as server:  # noqa: S603
        try:
            return {name: _get(f"http://{address}/{name}") for name in FILES}
        except RemoteError as error:
            log.warning("the editor of queries cannot be had: %s", error)
            return {}
        finally:
            server.kill()


def _get(url: str) -> bytes:
    return Wire(url, Access(), _PATIENCE).exchange(urllib.request.Request(url)).body  # noqa: S310, the wire checks


@cache
def terms() -> dict[str, list[str]]:
    """What the editor can complete: prefixes as 'name: <IRI>', and the ontology's classes and properties by IRI."""
    found: dict[str, list[str]] = {"prefixes": [f"{name}: <{iri}>" for name, iri in PREFIXES.items()]}
    types = [
        (quad.subject.value, quad.object.value)
        for quad in parse(path=data_folder("ontology") / "diplomacy.ttl", format=RdfFormat.TURTLE)
        if quad.predicate == RDF_TYPE and isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode)
    ]
    for key, kinds in (("classes", _CLASSES), ("properties", _PROPERTIES)):
        found[key] = sorted({subject for subject, kind in types if kind in kinds})
    found["properties"].append("http://www.w3.org/2000/01/rdf-schema#label")
    return found
