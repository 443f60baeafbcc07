"""The process that holds an open graph and forks a child for each job.

On its control socket the server tells it of jobs by number: to start one, with the end of a pair of sockets on which
the child reads its job and answers; to let it run behind the others; to end it. It alone ends and awaits children, so
that no process number is ever used after it was given back. A child that was asked a query has no network, opens no
file and starts no program, since it may have no further file descriptor; its memory and time are bounded by the system.
Whatever it does to itself, the graph and the other jobs stay as they are.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import os
import resource
import signal
import socket
import struct
import sys
import time
from pathlib import Path
from typing import Any

import msgspec

from kg.errors import KgError, QueryError
from kg.serve.jobs import Desk

START, SLOW, END = b"j", b"s", b"e"
NUMBER = struct.Struct("!I")
"""Of a job, before its bytes; and of its process, which a child says first."""
MESSAGE = struct.Struct("!II")
"""Of the server after what is to be done: the number of the job, and how far behind the others it is to run."""
SIZES = struct.Struct("!II")
"""Before an answer: the bytes of its head (JSON) and of its body."""
LONGEST_JOB = 1 << 20
NEW_USER, NEW_NETWORK = 0x10000000, 0x40000000
_AGAIN = 0.05
"""Seconds until it is looked again whether an ended child has gone."""
_LAST = 19
"""The priority of a child that is as far behind the others as can be."""
PATIENT = 10
"""How many times as long as it may work a child may be there, since it works less while others go before it."""
_GRACE = 2
"""Seconds after which the system ends a child that the server should have ended."""


def main() -> None:
    """Hold the graph of a folder; arguments: the number of the control socket, the folder."""
    control = socket.socket(fileno=int(sys.argv[1]))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    folder = Path(sys.argv[2])
    try:
        leave_network()
        desk = Desk.open(folder)
    except KgError as error:
        control.send(msgspec.json.encode({"error": f"[{error.code}] {error}"}))
        return
    except OSError as error:
        control.send(msgspec.json.encode({"error": f"{folder}: {error.strerror or error}"}))
        return
    except Exception as error:
        control.send(msgspec.json.encode({"error": f"{folder}: cannot be opened: {error!r}"}))
        return
    gc.collect()
    gc.freeze()
    control.send(msgspec.json.encode({"about": desk.about}))
    _serve(control, desk)


def _serve(control: socket.socket, desk: Desk) -> None:
    children: dict[int, int] = {}
    dying: set[int] = set()
    while True:
        dying -= {pid for pid in dying if _has_gone(pid)}
        control.settimeout(_AGAIN if dying else None)
        try:
            message, handles, _, _ = socket.recv_fds(control, 64, 1)
        except TimeoutError:
            continue
        if not message:
            break
        job, steps = MESSAGE.unpack(message[1:])
        if message[:1] == START and handles:
            pid = _fork(control, handles[0], desk)
            if pid:
                children[job] = pid
        elif message[:1] == END and job in children:
            dying.add(_end(children.pop(job)))
        elif message[:1] == SLOW and job in children:
            with contextlib.suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, children[job], min(_LAST, steps))
    for pid in children.values():
        _end(pid)


def _end(pid: int) -> int:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
    return pid


def _has_gone(pid: int) -> bool:
    """Whether an ended child has given back what it had, which takes a while where that is much."""
    try:
        return os.waitpid(pid, os.WNOHANG) != (0, 0)
    except ChildProcessError:
        return True


def _fork(control: socket.socket, handle: int, desk: Desk) -> int:
    """Fork a child for a job; 0 where the system has no room for one, which the server sees by the closed socket."""
    try:
        pid = os.fork()
    except OSError:
        os.close(handle)
        return 0
    if pid:
        os.close(handle)
        return pid
    status = 1
    try:
        control.close()
        _work(socket.socket(fileno=handle), desk)
        status = 0
    except BaseException:  # noqa: S110  (a child has nobody to tell; the server sees that it broke off)
        pass
    finally:
        os._exit(status)


def _work(wire: socket.socket, desk: Desk) -> None:
    wire.setblocking(True)
    wire.sendall(NUMBER.pack(os.getpid()))
    job = msgspec.json.decode(_receive(wire))
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    bind_limits(job["seconds"], job["memory"])
    if not desk.trusts(job):
        shut_off()
    head, body = _answer(job, desk)
    told = msgspec.json.encode(head | {"work": time.process_time()})
    wire.sendall(SIZES.pack(len(told), len(body)) + told)
    wire.sendall(body)


def _answer(job: dict[str, Any], desk: Desk) -> tuple[dict[str, Any], bytes]:
    try:
        return {"status": 200}, desk.do(job)
    except QueryError as error:
        return {"status": getattr(error, "status", 400), "error": str(error)}, b""
    except (MemoryError, RecursionError):
        return {"status": 422, "error": "the query takes more memory than one may"}, b""
    except Exception as error:
        return {"status": 500, "error": repr(error)}, b""


def _receive(wire: socket.socket) -> bytes:
    (size,) = NUMBER.unpack(_exactly(wire, NUMBER.size))
    if size > LONGEST_JOB:
        raise QueryError("the job is too long")
    return _exactly(wire, size)


def _exactly(wire: socket.socket, size: int) -> bytes:
    found = bytearray()
    while len(found) < size:
        piece = wire.recv(size - len(found))
        if not piece:
            raise EOFError
        found += piece
    return bytes(found)


def leave_network() -> bool:
    """Go into a network of one's own where there is nobody, where the system allows it; tell whether it did."""
    unshare = getattr(ctypes.CDLL(None, use_errno=True), "unshare", None)
    if unshare is None:
        return False
    return bool(unshare(NEW_NETWORK) == 0 or unshare(NEW_USER | NEW_NETWORK) == 0)


def bind_limits(seconds: float, memory: int) -> None:
    """Bound the time that this process works, its memory beside what it has, and what it leaves behind."""
    held = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (held + memory, held + memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    cpu = int(seconds) + _GRACE
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu))
    for alarm, timer, limit in (
        (signal.SIGPROF, signal.ITIMER_PROF, seconds),
        (signal.SIGALRM, signal.ITIMER_REAL, PATIENT * seconds + _GRACE),
    ):
        signal.signal(alarm, signal.SIG_DFL)
        signal.setitimer(timer, limit)


def shut_off() -> None:
    """Let this process open nothing more: no file, no socket."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


if __name__ == "__main__":
    main()
