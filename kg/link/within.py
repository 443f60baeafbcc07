"""Names within the names of bodies and places."""

from __future__ import annotations

from kg.link.parts import Phrase, simple_phrase
from kg.link.scope import Scope


def with_demonym(scope: Scope, phrase: Phrase) -> Phrase:
    """A name of a body or place with the demonym, state or body at its end as a mention within it."""
    called = phrase.name
    if called is not None and called.last - called.first > 1 and called.entries:
        if called.entries[0][1].type in ("organization", "place"):
            for k in range(called.first + 1, called.last):
                inner = next((c for c in scope.names(k, called.last) if c.last == called.last), None)
                bare = inner is not None and not inner.reading.proclitic
                if (
                    inner is not None
                    and k == called.last - 1
                    and bare
                    and any(f.type == "state" for _, f in inner.entries)
                ):
                    phrase.nested.append(simple_phrase(inner))
                elif inner is not None and not bare and inner.entries[0][1].type == "organization":
                    phrase.nested.append(with_demonym(scope, simple_phrase(inner)))
                    break
    return phrase
