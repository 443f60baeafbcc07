from __future__ import annotations

import threading
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from kg.errors import QueryError, RemoteError
from kg.net import Access, Patience, Wire, access_for
from kg.store.names import resolve
from kg.store.remote import Remote

OK = b'{"head": {"vars": ["x"]}, "results": {"bindings": [{"x": {"type": "literal", "value": "1"}}]}}'
JSON = "application/sparql-results+json"
Script = list[tuple[int, dict[str, str], bytes]]
QUERY = "SELECT ?x { }"


class Scripted(ThreadingHTTPServer):
    """A server that answers by a script, and remembers what it was sent."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.script: Script = []
        self.seen: list[tuple[str, str, dict[str, str], bytes]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/sparql"


class Handler(BaseHTTPRequestHandler):
    server: Scripted

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.server.seen.append((self.command, self.path, dict(self.headers.items()), body))
        status, headers, content = self.server.script.pop(0)
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", headers.get("Length", str(len(content))))
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_PUT = do_DELETE = do_POST

    def log_message(self, *_: object) -> None:
        return None


@pytest.fixture
def server() -> Iterator[Scripted]:
    with Scripted() as scripted:
        thread = threading.Thread(target=scripted.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield scripted
        scripted.shutdown()
        thread.join()


@pytest.fixture
def waits() -> list[float]:
    return []


@pytest.fixture
def patience(waits: list[float]) -> Patience:
    """As patient as a user's, without the waiting."""
    return Patience(timeout=2, attempts=4, sleep=waits.append)


def ask(server: Scripted, patience: Patience, script: Script, access: Access | None = None) -> list[str]:
    server.script = script
    answer = Remote(server.url, "", access or Access(), patience).run(QUERY, "SELECT")
    return [row["x"] for row in answer.records()]


def reply(status: int, body: bytes = b"", kind: str = JSON, **headers: str) -> tuple[int, dict[str, str], bytes]:
    return status, {"Content-Type": kind, **{name.replace("_", "-"): value for name, value in headers.items()}}, body


def test_an_answer_is_read(server: Scripted, patience: Patience) -> None:
    assert ask(server, patience, [reply(200, OK)]) == ["1"]
    method, _, headers, body = server.seen[0]
    assert method == "POST"
    assert b"SELECT" in body
    assert headers["User-Agent"].startswith("kg ")


def test_it_waits_longer_each_time_and_asks_again(server: Scripted, patience: Patience, waits: list[float]) -> None:
    assert ask(server, patience, [reply(503), reply(502), reply(429), reply(200, OK)]) == ["1"]
    assert waits == [0.5, 1.0, 2.0]


@pytest.mark.parametrize(("asked", "waited"), [("7", 7.0), ("0", 0.0), ("-5", 0.0), ("soon", 0.5), ("١", 0.5)])
def test_retry_after_is_honoured(
    server: Scripted, patience: Patience, waits: list[float], asked: str, waited: float
) -> None:
    header = asked if asked.isascii() else asked.encode().decode("latin-1")
    assert ask(server, patience, [reply(503, Retry_After=header), reply(200, OK)]) == ["1"]
    assert waits == [waited]


def test_retry_after_may_be_a_date(server: Scripted, patience: Patience, waits: list[float]) -> None:
    then = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    assert ask(server, patience, [reply(429, Retry_After=then), reply(200, OK)]) == ["1"]
    assert 20 < waits[0] <= 30


@pytest.mark.parametrize(
    ("script", "message"),
    [
        ([reply(503)] * 4, "status 503"),
        ([reply(503, Retry_After="999999")], "asks to come back in 999999 seconds"),
        ([reply(400, b"<html><body>Parse <b>error</b> at line 3</body></html>", "text/html")], "Parse error at line 3"),
        ([reply(401, WWW_Authenticate='Basic realm="x"')], "set KG_ENDPOINT_USER"),
        ([reply(401, WWW_Authenticate='Bearer realm="x"')], "KG_ENDPOINT_TOKEN|401|bearer|Bearer"),
        ([reply(403)], "refuses this"),
        ([reply(404)], "nothing is at this address"),
        ([reply(414)], "too long"),
        ([reply(500, b"java.lang.OutOfMemoryError\n\tat x")], "OutOfMemoryError at x"),
        ([reply(200, b"<html><title>Login</title></html>", "text/html")], "a web page in place of an answer"),
        ([reply(200, b"a,b\n1,2\n", "text/csv")], "text/csv in place of JSON"),
        ([reply(200, b'{"error": "query timed out"}')], "no whole answer .*query timed out"),
        ([reply(200, OK[:-20])], "no whole answer"),
        ([reply(200, OK + b"\njava.util.concurrent.TimeoutException")], "no whole answer .*TimeoutException"),
        ([reply(200, b'{"head": {}, "results": {"bindings": [{"x": {"type": "literal"}}]}}')], "no whole answer"),
        ([reply(200, b"[1, 2]")], "neither rows nor a truth"),
        ([reply(200, b"")], "said nothing|nothing"),
        ([reply(200, OK, X_SQL_State="S1TAT")], "not whole .state S1TAT"),
        ([reply(200, OK, Length=str(len(OK) + 50))] * 4, "broke off"),
        ([reply(302, Location="http://127.0.0.1:1/elsewhere")], "has moved to http://127.0.0.1:1/elsewhere"),
        ([reply(307, Location="file:///etc/passwd")], "307|moved"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)  # fmt: skip
def test_what_goes_wrong_is_told_in_one_line(
    server: Scripted, patience: Patience, script: Script, message: str
) -> None:
    with pytest.raises(RemoteError, match=message) as caught:
        ask(server, patience, list(script))
    assert "\n" not in str(caught.value)
    assert server.url in str(caught.value)


def test_rows_that_a_server_left_away_are_noticed(server: Scripted, patience: Patience) -> None:
    server.script = [reply(200, OK, X_SPARQL_MaxRows="1")]
    assert Remote(server.url, "", Access(), patience).run(QUERY, "SELECT").cut
    none = b'{"head": {"vars": ["thing", "label"]}, "results": {"bindings": []}}'
    server.script = [reply(200, none), reply(200, none, X_SPARQL_MaxRows="1")]
    with pytest.raises(QueryError, match="cannot be looked up"):
        resolve(Remote(server.url, "", Access(), patience), "Blinken", ("Person",))


def test_a_server_that_is_not_there_is_told(patience: Patience, waits: list[float]) -> None:
    with pytest.raises(RemoteError, match="is the server running"):
        Remote("http://127.0.0.1:1/sparql", "", Access(), patience).run(QUERY, "SELECT")
    assert len(waits) == 3


def test_a_server_that_says_nothing_is_left(server: Scripted) -> None:
    with pytest.raises(RemoteError, match=r"in time|broke off"):
        ask(server, Patience(timeout=0.05, attempts=1), [reply(200, b"", Length="10")])


def test_an_endless_answer_is_left(server: Scripted, patience: Patience) -> None:
    server.script = [reply(200, b"x" * 100_000)]
    with pytest.raises(RemoteError, match="more than 1000 bytes"):
        Wire(server.url, Access(), patience).exchange(urllib.request.Request(server.url), 1000)


def test_a_user_is_told_when_the_server_asks(server: Scripted, patience: Patience) -> None:
    script = [reply(401, WWW_Authenticate='Basic realm="x"'), reply(200, OK)]
    assert ask(server, patience, script, Access("ali", "سر")) == ["1"]
    assert "Authorization" not in server.seen[0][2]
    assert server.seen[1][2]["Authorization"].startswith("Basic ")


def test_a_digest_is_made_when_the_server_asks_for_one(server: Scripted, patience: Patience) -> None:
    challenge = 'Digest realm="x", nonce="abc", qop="auth", algorithm=MD5'
    assert ask(server, patience, [reply(401, WWW_Authenticate=challenge), reply(200, OK)], Access("ali", "p")) == ["1"]
    assert server.seen[1][2]["Authorization"].startswith('Digest username="ali"')


@pytest.mark.parametrize(
    "challenge",
    ['Basic realm="x"', 'Digest realm="x", nonce="abc", qop="auth", algorithm=MD5'],
    ids=["basic", "digest"],
)
def test_a_server_that_asked_once_is_told_at_once(server: Scripted, patience: Patience, challenge: str) -> None:
    server.script = [reply(401, WWW_Authenticate=challenge), reply(200, OK), reply(200, OK)]
    remote = Remote(server.url, "", Access("ali", "p"), patience)
    remote.run(QUERY, "SELECT")
    remote.run(QUERY, "SELECT")
    assert [headers.get("Authorization", "none").split()[0] for *_, headers, _ in server.seen] == [
        "none", challenge.split()[0], challenge.split()[0],
    ]  # fmt: skip


def test_a_token_is_sent(server: Scripted, patience: Patience) -> None:
    assert ask(server, patience, [reply(200, OK)], Access(token="abc")) == ["1"]
    assert server.seen[0][2]["Authorization"] == "Bearer abc"


def test_credentials_are_not_sent_in_the_clear() -> None:
    with pytest.raises(RemoteError, match="in the clear; use https"):
        Wire("http://data.example.org/sparql", Access("ali", "secret"))
    Wire("https://data.example.org/sparql", Access("ali", "secret"))


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://example.org/", "example.org", "", "http://a b/"])
def test_what_is_no_web_address_is_refused(url: str) -> None:
    with pytest.raises(RemoteError, match="not a web address"):
        Wire(url, Access())


def test_credentials_come_from_the_environment_or_netrc(tmp_path: Path) -> None:
    file = tmp_path / "netrc"
    file.write_text("machine data.example.org login ali password geheim\n")
    file.chmod(0o600)
    url = "https://data.example.org/sparql"
    assert access_for(url, {"KG_ENDPOINT_TOKEN": "t"}, file) == Access(token="t")
    assert access_for(url, {"KG_ENDPOINT_USER": "u", "KG_ENDPOINT_PASSWORD": "p"}, file) == Access("u", "p")
    assert access_for(url, {}, file) == Access("ali", "geheim")
    assert access_for("https://other.example.org/", {}, file) == Access()
    assert "geheim" not in repr(access_for(url, {}, file))


def test_an_older_name_of_typed_literals_is_understood(server: Scripted, patience: Patience) -> None:
    cell = b'{"type": "typed-literal", "datatype": "http://www.w3.org/2001/XMLSchema#integer", "value": "1"}'
    assert ask(server, patience, [reply(200, OK.replace(b'{"type": "literal", "value": "1"}', cell))]) == ["1"]
