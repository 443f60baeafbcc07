"""Whose turn it is: few queries run at once, some wait, the rest is told to come back; long ones make room.

How long a query has run is counted in its work, the time that it had a processor, not in time that passed: a query is
not held to be long because others, or other programs, kept it from working.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from kg.errors import QueryError
from kg.serve.bounds import Bounds

LONG = 3
"""How many times as long as usual a query works that makes room."""
TOO_LONG = 2
"""How many times as long as the longest that was answered a query works that may be ended for another to go on."""
FIRST_STEP, STEP = 8, 4
"""How far behind the others (nice) a query goes when it makes room, and further each time its work has doubled."""
_USUAL, _LONGEST = 0.05, 0.5
"""Seconds that queries are thought to take, usually and at most, before any was answered."""
_WEIGHT = 0.05
"""Of the last query in what is usual."""
_MEMORY = 0.99
"""What remains of the longest with each answer, so that one odd answer does not count for ever."""


class Busy(QueryError):
    """There is no room now; `retry_after` tells in how many seconds there may be."""

    status = 503

    def __init__(self, why: str, retry_after: int = 2) -> None:
        """Tell why, and when to come back."""
        super().__init__(f"{why}; try again in {retry_after} seconds")
        self.retry_after = retry_after


@dataclass(eq=False)
class Turn:
    """A query's turn; `step_back` lets it run behind the others, `end` stops it."""

    behind: int = 0
    """How far it runs behind the others; 0 at full strength."""
    ended: bool = False
    answered: bool = False
    since: float = field(default_factory=time.monotonic)
    worked: Callable[[], float] = field(default=lambda: 0.0, repr=False)
    step_back: Callable[[int], None] = field(default=lambda _: None, repr=False)
    end: Callable[[], None] = field(default=lambda: None, repr=False)

    @property
    def age(self) -> float:
        """The seconds since it began."""
        return time.monotonic() - self.since


class Gate:
    """Lets queries run; used on one event loop only.

    How long is long is told by the queries that were answered, so that one gate fits small graphs and large ones.
    """

    def __init__(self, bounds: Bounds) -> None:
        """A gate that nobody has passed yet."""
        self._bounds = bounds
        self._free = bounds.running
        self._usual, self._longest = _USUAL, _LONGEST
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._slow: list[Turn] = []

    @property
    def counts(self) -> dict[str, int]:
        """How many run, run behind the others, and wait."""
        return {"running": self._bounds.running - self._free, "slow": len(self._slow), "waiting": len(self._waiting)}

    @property
    def patience(self) -> float:
        """The seconds that a query may work before it makes room for those that wait."""
        return max(self._bounds.patience, LONG * self._usual)

    async def enter(self) -> Turn:
        """Wait for one's turn.

        Raises:
            Busy: too many wait, or one has waited too long.
        """
        if self._free:
            self._free -= 1
            return Turn()
        if len(self._waiting) >= self._bounds.waiting:
            raise Busy("too many queries wait")
        place: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append(place)
        try:
            async with asyncio.timeout(self._bounds.wait_seconds):
                await place
        except TimeoutError as error:
            self._give_up(place)
            raise Busy("no room was found in time") from error
        except BaseException:
            self._give_up(place)
            raise
        return Turn()

    def look(self, turn: Turn) -> None:
        """Let a query that has worked long make room for one that waits, and go further behind the longer it works.

        Where as many run behind the others as may, the one that has worked most is ended, if that is too long.
        """
        work = turn.worked()
        if work < self.patience:
            return
        if not turn.behind:
            if not self._waiting or not self._has_room():
                return
            self._slow.append(turn)
            self._pass_on()
        behind = FIRST_STEP + STEP * int(math.log2(work / self.patience))
        if behind > turn.behind:
            turn.behind = behind
            turn.step_back(behind)

    def leave(self, turn: Turn) -> None:
        """End one's turn."""
        if turn.answered:
            work = turn.worked()
            self._usual += _WEIGHT * (work - self._usual)
            self._longest = max(work, self._longest * _MEMORY)
        if not turn.behind:
            self._pass_on()
        elif turn in self._slow:
            self._slow.remove(turn)

    def _has_room(self) -> bool:
        """Whether one more can run behind the others, if need be in the place of one that has worked too long."""
        if len(self._slow) < self._bounds.slow:
            return True
        longest = max(self._slow, key=lambda turn: turn.worked())
        if longest.worked() < TOO_LONG * max(self._longest, self.patience):
            return False
        self._slow.remove(longest)
        longest.ended = True
        longest.end()
        return True

    def _pass_on(self) -> None:
        while self._waiting:
            place = self._waiting.popleft()
            if not place.done():
                place.set_result(None)
                return
        self._free += 1

    def _give_up(self, place: asyncio.Future[None]) -> None:
        """Stop waiting; a turn that was given in the same moment goes to the next."""
        if place in self._waiting:
            self._waiting.remove(place)
        elif place.done() and not place.cancelled() and place.exception() is None:
            self._pass_on()
