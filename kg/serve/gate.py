"""Whose turn it is: few queries run at once, some wait, the rest is told to come back; long ones make room."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from kg.errors import QueryError
from kg.serve.bounds import Bounds

LONG, VERY_LONG = 3, 10
"""How many times as long as usual a query takes that makes room, and one that may be ended for another to go on."""
_USUAL = 0.05
"""Seconds that a query is thought to take before any was answered."""
_WEIGHT = 0.05
"""Of the last query in what is usual."""


class Busy(QueryError):
    """There is no room now; `retry_after` tells in how many seconds there may be."""

    status = 503

    def __init__(self, why: str, retry_after: int = 2) -> None:
        """Tell why, and when to come back."""
        super().__init__(f"{why}; try again in {retry_after} seconds")
        self.retry_after = retry_after


@dataclass(eq=False)
class Turn:
    """A query's turn; `slow_down` lets it run behind the others, `end` stops it."""

    slow: bool = False
    ended: bool = False
    answered: bool = False
    since: float = field(default_factory=time.monotonic)
    slow_down: Callable[[], None] = field(default=lambda: None, repr=False)
    end: Callable[[], None] = field(default=lambda: None, repr=False)

    @property
    def age(self) -> float:
        """The seconds that it has run."""
        return time.monotonic() - self.since


class Gate:
    """Lets queries run; used on one event loop only.

    How long is long is told by the queries that were answered, so that one gate fits small graphs and large ones.
    """

    def __init__(self, bounds: Bounds) -> None:
        """A gate that nobody has passed yet."""
        self._bounds = bounds
        self._free = bounds.running
        self._usual = _USUAL
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._slow: deque[Turn] = deque()

    @property
    def counts(self) -> dict[str, int]:
        """How many run, run behind the others, and wait."""
        return {"running": self._bounds.running - self._free, "slow": len(self._slow), "waiting": len(self._waiting)}

    @property
    def patience(self) -> float:
        """The seconds that a query may run before it makes room for those that wait."""
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

    def make_room(self, turn: Turn) -> bool:
        """Let another one run beside a long one, if any waits and there is room; tell whether it was done.

        Where as many run behind the others as may, the one that has run longest is ended, if that is very long.
        """
        if turn.slow or not self._waiting:
            return False
        if len(self._slow) >= self._bounds.slow:
            oldest = self._slow[0]
            if oldest.age < max(2 * self._bounds.patience, VERY_LONG * self._usual):
                return False
            self._slow.popleft()
            oldest.ended = True
            oldest.end()
        turn.slow = True
        turn.slow_down()
        self._slow.append(turn)
        self._pass_on()
        return True

    def leave(self, turn: Turn) -> None:
        """End one's turn."""
        if turn.answered:
            self._usual += _WEIGHT * (turn.age - self._usual)
        if not turn.slow:
            self._pass_on()
        elif turn in self._slow:
            self._slow.remove(turn)

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
