"""Whose turn it is."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from kg.serve.bounds import Bounds
from kg.serve.gate import FIRST_STEP, STEP, TOO_LONG, Busy, Gate, Turn

SMALL = Bounds(running=2, slow=1, waiting=2, patience=0.0, wait_seconds=0.2)


def run(act: Callable[[Gate], Awaitable[None]]) -> None:
    async def within() -> None:
        await act(Gate(SMALL))

    asyncio.run(within())


def test_so_many_run_so_many_wait_and_the_next_is_told_to_come_back() -> None:
    async def act(gate: Gate) -> None:
        first = [await gate.enter(), await gate.enter()]
        waiting = [asyncio.create_task(gate.enter()) for _ in range(2)]
        await asyncio.sleep(0)
        assert gate.counts == {"running": 2, "slow": 0, "waiting": 2}
        with pytest.raises(Busy, match="too many"):
            await gate.enter()
        for turn in first:
            gate.leave(turn)
        assert len(await asyncio.gather(*waiting)) == 2

    run(act)


def test_the_one_that_waited_longest_goes_first() -> None:
    async def act(gate: Gate) -> None:
        turns, order = [await gate.enter(), await gate.enter()], []

        async def wait(name: str) -> None:
            turns.append(await gate.enter())
            order.append(name)

        waiting = [asyncio.create_task(wait(name)) for name in "ab"]
        await asyncio.sleep(0)
        gate.leave(turns[0])
        await asyncio.wait_for(waiting[0], 1)
        assert order == ["a"]
        gate.leave(turns[1])
        await asyncio.gather(*waiting)

    run(act)


def test_one_that_waits_too_long_or_gives_up_takes_no_place() -> None:
    async def act(gate: Gate) -> None:
        turns = [await gate.enter(), await gate.enter()]
        with pytest.raises(Busy, match="in time"):
            await gate.enter()
        leaver = asyncio.create_task(gate.enter())
        await asyncio.sleep(0)
        gate.leave(turns[0])
        leaver.cancel()
        await asyncio.gather(leaver, return_exceptions=True)
        assert gate.counts["waiting"] == 0
        await asyncio.wait_for(gate.enter(), 0.1)

    run(act)


def working(turn: Turn, seconds: float) -> Turn:
    turn.worked = lambda: seconds
    return turn


def test_a_long_one_makes_room_only_when_others_wait() -> None:
    async def act(gate: Gate) -> None:
        turn = working(await gate.enter(), 5)
        await gate.enter()
        gate.look(turn)
        assert not turn.behind
        other = asyncio.create_task(gate.enter())
        await asyncio.sleep(0)
        steps: list[int] = []
        turn.step_back = steps.append
        gate.look(turn)
        await asyncio.wait_for(other, 1)
        assert (steps, gate.counts["slow"]) == ([turn.behind], 1)
        gate.leave(turn)
        assert gate.counts == {"running": 2, "slow": 0, "waiting": 0}

    run(act)


def test_time_that_passes_without_work_is_not_held_against_a_query() -> None:
    async def act(gate: Gate) -> None:
        turn = await gate.enter()
        await gate.enter()
        other = asyncio.create_task(gate.enter())
        await asyncio.sleep(0)
        turn.since -= 3600
        gate.look(turn)
        assert not turn.behind
        assert not other.done()
        other.cancel()

    run(act)


def test_the_longer_one_works_the_further_behind_it_goes() -> None:
    async def act(gate: Gate) -> None:
        turn = await gate.enter()
        await gate.enter()
        other = asyncio.create_task(gate.enter())
        await asyncio.sleep(0)
        steps: list[int] = []
        turn.step_back = steps.append
        for times in (0.9, 1, 1.5, 2, 4.5, 4.5):
            gate.look(working(turn, times * gate.patience))
        assert steps == [FIRST_STEP, FIRST_STEP + STEP, FIRST_STEP + 2 * STEP]
        await asyncio.wait_for(other, 1)

    run(act)


def test_of_too_many_long_ones_that_ends_which_worked_most_and_longer_than_any_that_was_answered() -> None:
    async def act(gate: Gate) -> None:
        turns = [await gate.enter(), await gate.enter()]
        waiting = [asyncio.create_task(gate.enter()) for _ in range(2)]
        await asyncio.sleep(0)
        ended: list[Turn] = []
        turns[0].end = lambda: ended.append(turns[0])
        gate.look(working(turns[0], 0.4))
        gate.look(working(turns[1], 0.4))
        assert not turns[1].behind, "there is no room, and none has worked too long"
        working(turns[0], TOO_LONG * SMALL.seconds)
        gate.look(turns[1])
        assert ended == [turns[0]]
        assert turns[0].ended
        assert turns[1].behind
        await asyncio.gather(*waiting)

    run(act)


def test_what_is_long_is_learnt_from_what_was_answered() -> None:
    async def act(gate: Gate) -> None:
        before = gate.patience
        for _ in range(200):
            turn = working(await gate.enter(), 2)
            turn.answered = True
            gate.leave(turn)
        assert gate.patience > 10 * before
        gate.leave(working(await gate.enter(), 3600))
        assert gate.patience < 10

    run(act)
