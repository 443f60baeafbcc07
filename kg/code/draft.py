"""Events in the making: what one event word tells, before the tellings of one happening are joined."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.code.frames import Frame
from kg.model import DateSpan, EventType, Span, Status

CONTACT = frozenset({"meeting", "call", "talks", "mediation", "message"})
"""Types in which the participants are in touch with one another."""


SPOKEN = frozenset({"statement", "demand", "proposal", "criticism", "support", "threat"})
PLACELESS = SPOKEN | {"visit", "message", "call", "sanction", "attack"}
"""Types whose place is told by their own arguments or not at all."""
DEEDS = frozenset({"agreement", "attack", "release", "appointment", "aid", "sanction"})
"""Types in which something is done."""
LEAD = 2
"""Number of the last sentence that may tell the news itself."""


@dataclass(slots=True)
class Draft:
    """One telling of an event; its lists grow while the article is read."""

    frame: Frame
    type: EventType
    agents: list[str]
    others: list[str]
    place: str | None
    status: Status
    trigger: Span
    sentence: int
    """Number of the sentence of its trigger."""
    first: int
    """Token index of its trigger."""
    reach: int
    """Token index after its last argument."""
    date: DateSpan | None = None
    topics: set[str] = field(default_factory=set)
    sentences: set[int] = field(default_factory=set)
    dated: str = ""
    """How the date is known: 'own' (told of it), 'tied' or 'shared' (of an event that it belongs to or that shares
    somebody), 'around' (of what it is part of), 'day' (of the news); '' where none of these is.
    What it is taken from may have no date either."""
    inferred: bool = False
    """The place is taken over from another event."""
    guesses: int = 0
    """How many of its arguments were found by reference only."""
    background: bool = False
    """Told as something past, apart from the news of the article."""
    verbal: bool = False
    """Told by a verb."""
    present: bool = False
    """The verb is in the present tense."""
    sort: str = ""
    """What tells it from others of its type and participants ('enlarged', 'bilateral')."""
    retold: list[tuple[int, int]] = field(default_factory=list)
    """Where a word tells of the event again: number of the sentence and token index."""
    occasion: int | None = None
    """Token index of the noun for what it happened during."""
    reports: bool = False
    """What is said is only that others did or will do something, which is told as an event."""
    signs: tuple[str, ...] = ()
    """How likely its participants are, as traits of its confidence."""

    def is_told_at(self, sentence: int, first: int | None) -> bool:
        """Whether the word at a token of a sentence tells of it."""
        return (sentence, first) in ((self.sentence, self.first), *self.retold)

    @property
    def is_inferred(self) -> bool:
        """Whether no rule knew its construction."""
        return "inferred" in self.signs

    @property
    def who(self) -> set[str]:
        """All that take part, the destination of a visit among them."""
        return {*self.agents, *self.others, *({self.place} if self.type == "visit" and self.place else ())}
