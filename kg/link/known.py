"""What a document has said of a person, and what a phrase turns out to mean."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.link.confidence import read_confidence
from kg.model import Candidate


@dataclass(slots=True)
class Known:
    """A person whom the document has named, with what it has called that person."""

    key: str
    folds: tuple[str, ...] = ()
    kinds: set[str] = field(default_factory=set)
    nouns: set[str] = field(default_factory=set)
    titles: set[str] = field(default_factory=set)
    posts: set[tuple[str, str, str]] = field(default_factory=set)
    """(kind, jurisdiction, portfolio) of the offices that the document gave."""
    at: int = 0
    """Token index of the last mention."""
    count: int = 0
    first: int = 0

    def weight(self) -> int:
        """The later named, the likelier meant."""
        return self.at


@dataclass(frozen=True, slots=True)
class Answer:
    """What a phrase stands for: a key, how sure that is, and why."""

    key: str
    rule: str
    chance: float = 1.0
    """That it is this one of those that the rule leaves to choose from."""
    office: str = ""
    on_behalf_of: str = ""
    candidates: tuple[Candidate, ...] = ()

    @property
    def confidence(self) -> float:
        """The chance that it is right."""
        return read_confidence().of_rule(self.rule) * self.chance
