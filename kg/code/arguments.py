"""The arguments of an event word: who stands in which grammatical slot."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Argument:
    """Entities in one slot of an event word; `slots` are the names that it may go by, best first."""

    slots: tuple[str, ...]
    entities: tuple[str, ...]
    at: int
    """Index of its item in the row."""
    split: bool = False
    guessed: bool = False
    """Found by reference (a pronoun, an understood subject) and not named here."""
    then: bool = False
    """Told as another of the same kind ('met X, then Y')."""
    joined: bool = False
    """It goes on with the list of the argument before."""


@dataclass(slots=True)
class Arguments:
    """What was found for one event word."""

    found: list[Argument] = field(default_factory=list)
    reach: int = 0
    """Index after the last item that belongs to the event."""
    relative: bool = False
    """The word stands in a relative clause, or speaks of its object ('received him')."""
    topic: tuple[str, ...] = ()
    """Whom a passive clause is about."""
    unknown: bool = False
    """The clause has a subject of which nothing is known."""

    def slot(self, name: str) -> Argument | None:
        """The first argument in a slot."""
        return next((a for a in self.found if a.slots[0] == name), None)
