"""Whose turn it is: few queries run at once, some wait, the rest is told to come back; long ones make room."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from kg.errors import QueryError
from kg.serve.bounds import Bounds


class Busy(QueryError):
    """There is no room now; `retry_after` tells in how many seconds there may be."""

    status = 503

    def __init__(self, why: str, retry_after: int = 2) -> None:
        """Tell why, and when to come back."""
        super().__init__(f"{why}; try again in {retry_after} seconds")
        self.retry_after = retry_after


@dataclass(eq=False)
class Turn:
    """A query's turn; `end` stops it."""

    slow: bool = False
    ended: bool = False
    end: Callable[[], None] = field(default=lambda: None, repr=False)


class Gate:
    """Lets queries run; used on one event loop only."""

    def __init__(self, bounds: Bounds) -> None:
        """A gate that nobody has passed yet."""
        self._bounds = bounds
        self._free = bounds.running
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._slow: deque[Turn] = deque()

    @property
    def counts(self) -> dict[str, int]:
        """How many run, run behind the others, and wait."""
        return {"running": self._bounds.running - self._free, "slow": len(self._slow), "waiting": len(self._waiting)}

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

    def make_room(self, turn: Turn) -> None:
        """Let another one run beside a long one; where there are too many of these, the longest ends."""
        turn.slow = True
        self._slow.append(turn)
        self._pass_on()
        if len(self._slow) > self._bounds.slow:
            oldest = self._slow.popleft()
            oldest.ended = True
            oldest.end()

    def leave(self, turn: Turn) -> None:
        """End one's turn."""
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
