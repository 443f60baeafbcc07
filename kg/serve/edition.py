"""One published build, as the server sees it: a process that holds it, and jobs that are done in its children."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
import subprocess
import sys
import time
from collections import deque
from pathlib import Path
from typing import Any

import msgspec

from kg.errors import GraphError, QueryError
from kg.serve import bounds as most
from kg.serve.bounds import Bounds
from kg.serve.gate import Busy, Gate, Turn
from kg.serve.holder import END, MESSAGE, NUMBER, PATIENT, SIZES, SLOW, START

log = logging.getLogger("kg.serve")
_PIECE = 1 << 18
_AGAIN = 0.02
"""Seconds until it is asked again whether a query can make room."""


class Refused(QueryError):
    """A job that was answered with an error; `status` is that of HTTP."""

    def __init__(self, message: str, status: int) -> None:
        """Tell what is wrong."""
        super().__init__(message)
        self.status = status


class Edition:
    """An open build."""

    def __init__(self, process: subprocess.Popen[bytes], control: socket.socket, about: dict[str, Any]) -> None:
        """An edition over a process that is ready."""
        self.about = about
        self.identity: str = about["build"]
        self.alive = True
        self._process, self._control = process, control
        self._jobs = 0
        self._number = 0
        self._spare: deque[tuple[int, socket.socket]] = deque()
        self._retired = False
        asyncio.get_running_loop().add_reader(control, self._lost)

    @classmethod
    async def open(cls, folder: Path) -> Edition:
        """Start a process that holds the build of a folder.

        Raises:
            GraphError: it cannot be opened; the message tells why.
        """
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        command = [sys.executable, "-P", "-m", "kg.serve.holder", str(theirs.fileno()), str(folder)]
        process = subprocess.Popen(command, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL)  # noqa: S603
        theirs.close()
        ours.setblocking(False)
        told: dict[str, Any] = {"error": f"{folder}: cannot be opened"}
        try:
            async with asyncio.timeout(most.START_SECONDS):
                message = await asyncio.get_running_loop().sock_recv(ours, 1 << 16)
            told = msgspec.json.decode(message) if message else told
        except (OSError, TimeoutError):
            pass
        finally:
            if "about" not in told:
                ours.close()
                process.kill()
                process.wait()
        if "about" not in told:
            raise GraphError(told["error"])
        return cls(process, ours, told["about"])

    async def do(self, job: dict[str, Any], gate: Gate, bounds: Bounds) -> bytes:
        """Have a job done in a child, when its turn comes.

        Raises:
            Busy: there is no room.
            Refused: it cannot be answered, or not within bounds.
        """
        self._jobs += 1
        try:
            turn = await gate.enter()
            try:
                return await self._run(job, gate, turn, bounds)
            finally:
                gate.leave(turn)
        finally:
            self._jobs -= 1
            self._close_if_done()

    def close(self) -> None:
        """Close now; jobs that run are ended."""
        self._close()

    def retire(self) -> None:
        """Close when the jobs that run are done."""
        self._retired = True
        self._close_if_done()

    async def _run(self, job: dict[str, Any], gate: Gate, turn: Turn, bounds: Bounds) -> bytes:
        limits = {"seconds": bounds.seconds, "memory": bounds.memory, "rows": bounds.rows, "answer": bounds.answer}
        loop = asyncio.get_running_loop()
        started = False
        number, ours = self._take_child(bounds)
        try:
            async with asyncio.timeout(PATIENT * bounds.seconds):
                written = msgspec.json.encode(job | limits)
                try:
                    await loop.sock_sendall(ours, NUMBER.pack(len(written)) + written)
                except OSError:
                    raise Busy("no process can be started") from None
                (process,) = NUMBER.unpack(await _exactly(ours, NUMBER.size))
                started = True
                turn.worked = Work(process)
                turn.end = lambda: self._tell(END, number)
                turn.step_back = lambda steps: self._tell(SLOW, number, steps)
                watch = asyncio.create_task(_watch(gate, turn))
                try:
                    return await _answer(ours, turn, bounds.answer)
                finally:
                    watch.cancel()
        except TimeoutError as error:
            raise Refused(_too_long(bounds), 422) from error
        except EOFError as error:
            if not started:
                raise Busy("no process can be started") from error
            if turn.ended:
                raise Busy("the query takes long while others wait", 10) from error
            if turn.age >= bounds.seconds:
                raise Refused(_too_long(bounds), 422) from error
            raise Refused("the query takes more memory than one may, or more than the engine can bear", 422) from error
        finally:
            self._tell(END, number)
            ours.close()

    def _take_child(self, bounds: Bounds) -> tuple[int, socket.socket]:
        """A child that waits for a job; others are started so that the next jobs find one too."""
        child = self._spare.popleft() if self._spare else self._start_child()
        with contextlib.suppress(Busy):
            while len(self._spare) < bounds.running:
                self._spare.append(self._start_child())
        return child

    def _start_child(self) -> tuple[int, socket.socket]:
        self._number = number = (self._number + 1) % (1 << 32)
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        with theirs:
            try:
                self._send(START, number, theirs.fileno())
            except Busy:
                ours.close()
                raise
        return number, ours

    def _tell(self, what: bytes, number: int, steps: int = 0) -> None:
        with contextlib.suppress(Busy):
            self._send(what, number, steps=steps)

    def _send(self, what: bytes, number: int, handle: int | None = None, steps: int = 0) -> None:
        try:
            message = what + MESSAGE.pack(number, steps)
            socket.send_fds(self._control, [message], [] if handle is None else [handle])
        except OSError as error:
            raise Busy("the graph is being opened") from error

    def _lost(self) -> None:
        """The process that holds the graph is gone, or this end is closed."""
        with contextlib.suppress(BlockingIOError):
            if not self._control.recv(64):
                self._close()

    def _close_if_done(self) -> None:
        if self._retired and not self._jobs:
            self._close()

    def _close(self) -> None:
        if self.alive:
            self.alive = False
            asyncio.get_running_loop().remove_reader(self._control)
            self._control.close()
            for _, wire in self._spare:
                wire.close()
            self._spare.clear()
            asyncio.get_running_loop().run_in_executor(None, self._process.wait)


def _too_long(bounds: Bounds) -> str:
    return f"the query takes more than {bounds.seconds:g} seconds; ask for less"


class Work:
    """The seconds that a process has had a processor; those since it began, where the system does not tell."""

    def __init__(self, process: int) -> None:
        """The work of a process, by its number."""
        self._clock = ~process << 3 | 2
        self._since, self._seen = time.monotonic(), 0.0

    def __call__(self) -> float:
        """As it is now, or was when the process ended."""
        if sys.platform == "linux":
            with contextlib.suppress(OSError):
                self._seen = max(self._seen, time.clock_gettime(self._clock))
            return self._seen
        return time.monotonic() - self._since


async def _watch(gate: Gate, turn: Turn) -> None:
    """Look again and again whether a query is to make room."""
    while True:
        await asyncio.sleep(max(gate.patience - turn.worked(), _AGAIN))
        gate.look(turn)


async def _answer(wire: socket.socket, turn: Turn, longest: int) -> bytes:
    head_size, body_size = SIZES.unpack(await _exactly(wire, SIZES.size))
    head = msgspec.json.decode(await _exactly(wire, head_size))
    turn.worked = lambda: float(head["work"])
    turn.answered = head["status"] == 200
    if head["status"] == 500:
        log.error("a job failed: %s", head["error"])
        raise Refused("the server made a mistake", 500)
    if head["status"] != 200:
        raise Refused(head["error"], head["status"])
    if body_size > longest + most.LOAD_MEMORY:
        raise Refused("the answer is too long", 422)
    return await _exactly(wire, body_size)


async def _exactly(wire: socket.socket, size: int) -> bytes:
    loop = asyncio.get_running_loop()
    found = bytearray()
    while len(found) < size:
        try:
            piece = await loop.sock_recv(wire, min(_PIECE, size - len(found)))
        except ConnectionError as error:
            raise EOFError from error
        if not piece:
            raise EOFError
        found += piece
    return bytes(found)
