"""The errors that kg raises: one family, each with a stable code and a message that names the file and the reason."""

from __future__ import annotations


class KgError(Exception):
    """Base of all errors that a user can cause; `code` is stable, `str()` is a sentence to show."""

    code = "KG000"


class InputError(KgError):
    """A file, record or argument that cannot be used."""

    code = "KG100"


class DataError(KgError):
    """A data file of a language pack, the gazetteer, the ontology or the queries is wrong; names file and line."""

    code = "KG200"


class TermError(KgError):
    """A value that cannot be an RDF term."""

    code = "KG300"


class GraphError(KgError):
    """A graph that does not follow the ontology or is empty."""

    code = "KG400"


class QueryError(KgError):
    """A query that is unknown, malformed, refused, or given wrong parameters."""

    code = "KG500"


class OutputError(KgError):
    """A place that cannot be written to."""

    code = "KG600"


class RemoteError(KgError):
    """A remote server that did not answer as it should."""

    code = "KG700"
