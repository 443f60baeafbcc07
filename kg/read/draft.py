"""What a format's reader hands on: an article as found, before it is cleaned, dated and told apart."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Draft:
    """One article as found in a file; every field is text as it stood there."""

    path: str
    """For messages: the file, and the member or line in it."""
    stem: str
    """What its id is made from."""
    text: str
    title: str = ""
    published: str = ""
    source: str = ""
    url: str = ""
    lang: str = ""
    id: str = ""
    """Its own id, where it has one."""
    year: str = ""
    """A year that its page's edges tell (a copyright line), where they are no part of `text`."""
    notes: tuple[tuple[str, str], ...] = field(default=())
    """(code, reason) of what was not as it should be, though the article can be used."""
