"""What stands around a name that is an ordinary word or many things' name, too."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from kg.gazetteer import Fact, NameEntry

if TYPE_CHECKING:
    from kg.link.scope import Scope


class Support:
    """What around a name speaks for things that only the context may choose; worked out when first asked for."""

    def __init__(self, scope: Scope, first: int, last: int, *, introduced: bool) -> None:
        """The name is tokens [first, last); `introduced` by a title or a noun before it."""
        self._scope, self._first, self._last, self._introduced = scope, first, last, introduced

    def favours(self, entry: NameEntry, fact: Fact) -> bool:
        """Whether the name may mean a thing here."""
        scope = self._scope
        if entry.key in scope.known:
            return True
        if scope.lexicon.has_case:
            if fact.type == "state" and scope.text(self._first)[:1].isupper():
                return True
            if entry.sort != "short":
                return self._full
        if self._introduced or fact.type == "person":
            return self._introduced or (self._alone and scope.leads(entry.key))
        if fact.type == "place" and self._place and scope.states.get(fact.country):
            return True
        if fact.type == "state":
            return entry.sort != "demonym" and self._state
        return (fact.type == "organization" and self._quoted) or (fact.kind == "media" and self._press)

    @cached_property
    def _full(self) -> bool:
        """For all that have it as a full name: it is written as one."""
        text = self._scope.text(self._first)
        return not text.islower() and (len(text) < 2 or text[1:2].isupper() or self._last - self._first > 1)

    @cached_property
    def _alone(self) -> bool:
        """For whoever leads a state: a name written as one, with no other beside it."""
        scope, first, last = self._scope, self._first, self._last
        if not scope.lexicon.has_case or scope.text(first).islower() or last != first + 1:
            return False
        return not scope.text(last)[:1].isupper() and scope.fold(first - 1) not in scope.lexicon.given

    @cached_property
    def _place(self) -> bool:
        """For places of the states that the document is about."""
        return bool(self._scope.states) and self._scope.is_any(self._first - 1, "place_before")

    @cached_property
    def _state(self) -> bool:
        """For states: after a word that wants one or tells what one does, or beside another ('Mali and Niger')."""
        scope, first, last = self._scope, self._first, self._last
        if scope.is_any(first - 1, "state_before") or scope.is_any(first - 1, "acts_after"):
            return True
        ties = tuple(scope.lexicon.words["conjunction_words"])
        after = [n for n in scope.row.at(last).names if n.reading.proclitic in ties]
        before = scope.row.at(first - 1).names if first and scope.fold(first).startswith(ties) else []
        beside = [n for n in (*after, *before) if n.length == 1 and not n.meant.weak]
        return any(f.type == "state" and e.sort != "demonym" for n in beside for e, f in n.meant.facts)

    @cached_property
    def _quoted(self) -> bool:
        """For bodies."""
        return self._scope.is_any(self._first - 1, "opening") and self._scope.is_any(self._last, "closing")

    @cached_property
    def _press(self) -> bool:
        """For newspapers, agencies and channels."""
        return self._scope.is_any(self._first - 1, "press_before")
