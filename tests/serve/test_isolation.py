"""What a child may do, tried from inside one: it has no network, opens no file, and is ended when it takes too much."""

import os
import socket
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.serve.holder import bind_limits, leave_network, shut_off


def in_child(act: Callable[[], object]) -> str:
    """What an act gave in a child of its own: its result, its error, or the signal that ended it."""
    source, sink = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            told = str(act())
        except BaseException as error:
            told = type(error).__name__
        os.write(sink, told.encode()[:500])
        os._exit(0)
    os.close(sink)
    with os.fdopen(source, "rb") as reader:
        told = reader.read().decode()
    _, status = os.waitpid(pid, 0)
    return f"signal {os.WTERMSIG(status)}" if os.WIFSIGNALED(status) else told


@pytest.fixture
def listener() -> "socket.socket":
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.3)
        yield server


def calls_home(store: Store, port: int) -> object:
    return list(store.query(f"SELECT * {{ SERVICE <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}"))


def came(listener: socket.socket) -> bool:
    try:
        listener.accept()[0].close()
        return True
    except TimeoutError:
        return False


def test_the_engine_would_call_home(listener: socket.socket) -> None:
    """The danger is real: without bounds, the engine opens a connection."""
    port = listener.getsockname()[1]
    found: list[bool] = []
    watch = threading.Thread(target=lambda: found.append(came(listener)))
    watch.start()
    in_child(lambda: calls_home(Store(), port))
    watch.join()
    assert found == [True]


@pytest.mark.parametrize("guard", [shut_off, leave_network])
def test_either_guard_alone_keeps_the_engine_from_the_network(
    listener: socket.socket, guard: Callable[[], object]
) -> None:
    if guard is leave_network and in_child(leave_network) != "True":
        pytest.skip("this system allows no network of one's own")
    port = listener.getsockname()[1]
    in_child(lambda: (guard(), calls_home(Store(), port)))
    assert not came(listener)


def test_a_child_that_is_shut_off_opens_no_file() -> None:
    assert in_child(lambda: (shut_off(), Path("/etc/passwd").read_text())) == "OSError"


def test_a_child_that_is_shut_off_still_reads_the_graph() -> None:
    store = Store()
    store.add(Quad(NamedNode("urn:a"), NamedNode("urn:b"), Literal("c")))
    assert in_child(lambda: (shut_off(), len(list(store.query("SELECT * { ?s ?p ?o }"))))) == "(None, 1)"


def test_a_child_takes_no_more_memory_than_it_may() -> None:
    assert in_child(lambda: (bind_limits(5, 50_000_000), len(bytearray(10_000_000)))) == "(None, 10000000)"
    assert in_child(lambda: (bind_limits(5, 50_000_000), len(bytearray(90_000_000)))) == "MemoryError"


def test_a_child_writes_nothing(tmp_path: Path) -> None:
    assert in_child(lambda: (bind_limits(5, 50_000_000), (tmp_path / "x").write_text("x"))) in ("OSError", "signal 25")
    assert not (tmp_path / "x").exists() or (tmp_path / "x").read_text() == ""
