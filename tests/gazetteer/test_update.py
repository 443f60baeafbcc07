"""Updates from an endpoint: a real server with the slice, and a server that plays what goes wrong."""

from __future__ import annotations

import importlib.util
import json
import threading
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from slices import SLICE, SUCCEEDED, SUCCESSION, dump, item, statement, turtle

from kg.errors import RemoteError
from kg.gazetteer import Gazetteer
from kg.gazetteer.wikidata import checking, endpoint
from kg.gazetteer.wikidata.building import build_index
from kg.gazetteer.wikidata.checking import check_ids
from kg.gazetteer.wikidata.updating import Updated, update_index
from kg.net import Patience

SERVERS = Path(__file__).parents[1] / "store" / "servers.py"


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    spec = importlib.util.spec_from_file_location("servers_of_stores", SERVERS)
    assert spec is not None
    assert spec.loader is not None
    servers = importlib.util.module_from_spec(spec)
    import sys

    sys.modules[spec.name] = servers
    spec.loader.exec_module(servers)
    if servers.oxigraph_binary() is None:
        pytest.skip("needs Oxigraph's server")
    with servers.oxigraph(tmp_path_factory.mktemp("oxigraph")) as running:
        yield running


@pytest.fixture
def fill(server: Any) -> Callable[[str], str]:
    """Puts Turtle in place of what the server has; returns where it is asked."""

    def put(text: str) -> str:
        request = urllib.request.Request(f"{server.store}?default", text.encode(), method="PUT")
        request.add_header("Content-Type", "text/turtle")
        urllib.request.urlopen(request, timeout=30).close()
        return str(server.query)

    return put


@pytest.fixture
def known(tmp_path: Path) -> Gazetteer:
    """Facts that know the office and nobody in it."""
    folder = tmp_path / "known"
    folder.mkdir()
    (folder / "d.json").write_bytes(dump([i for i in SLICE if i["id"] in ("Q901", "Q910")]))
    return Gazetteer.open(build_index(folder / "d.json", folder / "known.index").path)


def update(url: str, out: Path, facts: Gazetteer, waits: list[float] | None = None) -> Updated:
    slept = waits if waits is not None else []
    return update_index(url, out, facts=facts, patience=Patience(timeout=5, attempts=4, sleep=slept.append))


def test_holders_of_known_offices_come_with_all_that_is_said_of_them(
    fill: Callable[[str], str], known: Gazetteer, tmp_path: Path
) -> None:
    done = update(fill(turtle()), tmp_path / "new.index", known)
    gazetteer = Gazetteer.open(done.path)
    assert (done.people, done.new, done.changed) == (2, 2, 2)
    assert [(t.person, t.start, t.end) for t in gazetteer.tenures("Q910")] == [
        ("Q921", "2019-05-01", "2021-03-10"),
        ("Q922", "2021-03-10", ""),
    ]
    person = gazetteer.fact("Q921")
    assert person is not None
    assert (person.label("ar"), person.country) == ("عبد الناصر ساند", "Q901")
    assert (person.born, person.gender) == ("1960-02-03", "male")
    assert (person.sitelinks, person.ties) == (30, ("Q930",))


def test_what_changed_since_is_taken_and_the_rest_stays(
    fill: Callable[[str], str], known: Gazetteer, tmp_path: Path
) -> None:
    (tmp_path / "d.json").write_bytes(dump())
    out = build_index(tmp_path / "d.json", tmp_path / "wikidata.index").path
    items = json.loads(json.dumps(SLICE))
    left = next(i for i in items if i["id"] == "Q922")["claims"]["P39"][0]
    left["qualifiers"]["P582"] = [statement("P582", "+2024-04-30")["mainsnak"]]
    items.append(item("Q925", {"en": "Newa Minister"}, P31=["Q5"], P27=["Q901"],
                      P39=[statement("P39", "Q910", P580="+2024-04-30")]))  # fmt: skip
    done = update(fill(turtle(items)), out, known)
    gazetteer = Gazetteer.open(out)
    assert (done.new, done.changed) == (1, 2)
    assert [(t.person, t.end) for t in gazetteer.tenures("Q910")][1:] == [("Q922", "2024-04-30"), ("Q925", "")]
    assert gazetteer.fact("Q902") is not None
    assert gazetteer.fact("Q930") is not None


@pytest.mark.parametrize("items", [SUCCESSION, SUCCEEDED], ids=["by itself", "by the others"])
def test_who_came_before_and_after_tells_dates_that_are_missing(
    fill: Callable[[str], str], known: Gazetteer, tmp_path: Path, items: list[dict[str, Any]]
) -> None:
    url, out = fill(turtle(items)), tmp_path / "new.index"
    assert update(url, out, known).changed == 3
    assert [(t.person, t.start, t.end) for t in Gazetteer.open(out).tenures("Q910")] == [
        ("Q921", "2019-05-01", "2021-03-10"),
        ("Q925", "2021-03-10", "2024"),
        ("Q926", "2024", ""),
    ]
    assert update(url, out, known).changed == 0


def test_the_same_answers_give_the_same_bytes(fill: Callable[[str], str], known: Gazetteer, tmp_path: Path) -> None:
    url = fill(turtle())
    one, two = (update(url, tmp_path / name, known).path.read_bytes() for name in ("a.index", "b.index"))
    assert one == two


def test_small_pages_and_small_questions_give_the_same(
    fill: Callable[[str], str], known: Gazetteer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = fill(turtle())
    whole = update(url, tmp_path / "a.index", known).path.read_bytes()
    monkeypatch.setattr(endpoint, "ITEMS", 1)
    monkeypatch.setattr(endpoint.Endpoint.ask, "__defaults__", (None, 2))
    assert update(url, tmp_path / "b.index", known).path.read_bytes() == whole


def doubts(known: Gazetteer, url: str, folder: Path) -> list[tuple[str, str]]:
    return [(p.code, p.reason) for p in check_ids(known, url, folder).problems]


def test_ids_that_stand_for_nothing_any_more_are_told(
    fill: Callable[[str], str], known: Gazetteer, tmp_path: Path
) -> None:
    left = "\n".join(line for line in turtle().splitlines() if not line.startswith("wd:Q901 "))
    assert doubts(known, fill(turtle()), tmp_path) == []
    assert doubts(known, fill(left), tmp_path) == [("deleted", "Q901 (Avalon) is no item")]
    moved = f"{left}\nwd:Q901 <http://www.w3.org/2002/07/owl#sameAs> wd:Q902 ."
    assert doubts(known, fill(moved), tmp_path) == [("redirect", "Q901 (Avalon) is Q902 now")]
    with pytest.raises(RemoteError, match="knows none of Q901 to Q910; does it hold Wikidata"):
        check_ids(known, fill(""), tmp_path)


def test_a_check_of_many_ids_goes_on_where_it_stopped(
    fill: Callable[[str], str], known: Gazetteer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "AT_ONCE", 1)
    moved = f"{turtle()}\nwd:Q901 <http://www.w3.org/2002/07/owl#sameAs> wd:Q902 ."
    url = fill(moved)
    with playing([], url) as (there, asked):
        first = check_ids(known, there, tmp_path, most=1)
        assert (first.asked, first.total, len(asked)) == (1, 2, 1)
        second = check_ids(known, there, tmp_path, most=1)
        assert (second.asked, len(asked)) == (2, 2)
        assert [p.code for p in second.problems] == [p.code for p in first.problems] == ["redirect"]
        assert list(tmp_path.glob("check-*")) == []
    whole = (200, {}, b'{"head":{"vars":[]},"results":{"bindings":[{"item":{"type":"uri","value":"%sQ901"},'
             b'"modified":{"type":"literal","value":"2024"}}]}}' % endpoint.ENTITY.encode())  # fmt: skip
    with playing([whole, (500, {}, b"broken")], url) as (there, asked):
        with pytest.raises(RemoteError):
            check_ids(known, there, tmp_path)
        assert check_ids(known, there, tmp_path).problems == ()
        assert len(asked) == 3


Answer = tuple[int, dict[str, str], bytes]


@contextmanager
def playing(answers: list[Answer], behind: str) -> Iterator[tuple[str, list[dict[str, str]]]]:
    """A server that gives these answers first and those of another server then; with the headers that it was sent."""
    asked: list[dict[str, str]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            asked.append(dict(self.headers.items()))
            if answers:
                status, headers, answer = answers.pop(0)
            else:
                request = urllib.request.Request(behind, body, {"Content-Type": self.headers["Content-Type"]})
                request.add_header("Accept", "application/sparql-results+json")
                with urllib.request.urlopen(request, timeout=30) as reply:
                    status, headers, answer = 200, {}, reply.read()
            self.send_response(status)
            for name, value in {"Content-Length": str(len(answer)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            pass

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=http.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{http.server_port}/sparql", asked
    finally:
        http.shutdown()
        http.server_close()
        thread.join()


CUT = b'{"head":{"vars":["office"]},"results":{"bindings":['
FAULTS: dict[str, list[Answer]] = {
    "busy": [(429, {"Retry-After": "7"}, b"slow down")],
    "away": [(503, {}, b""), (502, {}, b"")],
    "cut": [(200, {}, CUT)],
    "short": [(200, {"Content-Length": "5000"}, CUT)],
    "error in a 200": [(200, {}, CUT + b"\njava.util.concurrent.ExecutionException: out of memory")],
    "another thing": [(200, {}, b"<html>please wait</html>")],
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_passes_is_waited_for(fill: Callable[[str], str], known: Gazetteer, tmp_path: Path, fault: str) -> None:
    waits: list[float] = []
    with playing(list(FAULTS[fault]), fill(turtle())) as (url, asked):
        done = update(url, tmp_path / "new.index", known, waits)
    assert done.people == 2
    assert len(waits) == len(FAULTS[fault])
    assert (waits[0] == 7) == (fault == "busy")
    assert all("kg (https://" in headers["User-Agent"] for headers in asked)


@pytest.mark.parametrize(
    ("answers", "why"),
    [
        ([(500, {}, b"broken")] * 9, "status 500"),
        ([(403, {}, b"go away")] * 9, "refuses"),
        ([(200, {}, CUT)] * 9, "no whole answer"),
        ([(429, {"Retry-After": "86400"}, b"")] * 9, "asks to come back in 86400 seconds"),
        ([(200, {}, b'{"head":{"vars":[]},"results":{"bindings":[]}}')] * 9, "knows no holder"),
    ],
)
def test_an_update_that_fails_leaves_the_index_as_it_was(
    fill: Callable[[str], str], known: Gazetteer, tmp_path: Path, answers: list[Answer], why: str
) -> None:
    out = tmp_path / "wikidata.index"
    update(fill(turtle()), out, known)
    before = out.read_bytes()
    with playing(list(answers), "") as (url, _), pytest.raises(RemoteError, match=why):
        update(url, out, known)
    assert out.read_bytes() == before
    kept = list(tmp_path.glob(".*.work/*"))
    assert list(tmp_path.glob(".*.work")) == ([kept[0].parent] if kept else [])


def test_a_question_that_takes_too_long_is_halved(fill: Callable[[str], str], known: Gazetteer, tmp_path: Path) -> None:
    url = fill(turtle())
    whole = update(url, tmp_path / "a.index", known).path.read_bytes()
    with playing([], url) as (there, asked):
        update(there, tmp_path / "b.index", known)
    usual = len(asked)
    late = [(200, {}, CUT + b"java.util.concurrent.TimeoutException")]
    holders = [(200, {}, answer_of(url, tmp_path, known))]
    with playing([*holders, *late], url) as (there, asked):
        done = update(there, tmp_path / "c.index", known)
    assert len(asked) == usual + 2
    gazetteer, other = Gazetteer.open(done.path), Gazetteer.open(tmp_path / "a.index")
    assert list(gazetteer.facts()) == list(other.facts())
    assert whole


def answer_of(url: str, folder: Path, known: Gazetteer) -> bytes:
    """What the server answers to the first question."""
    kept = folder / "kept"
    kept.mkdir()
    list(endpoint.Endpoint(url, kept).ask("holders", [o.qid for o in known.offices()]))
    return next(kept.glob("*.json")).read_bytes()


def test_pages_that_were_answered_are_not_asked_again(
    fill: Callable[[str], str], known: Gazetteer, tmp_path: Path
) -> None:
    url, out = fill(turtle()), tmp_path / "new.index"
    holders = [(200, {}, answer_of(url, tmp_path, known))]
    answers: list[Answer] = [*holders, *([(500, {}, b"broken")] * 9)]
    with playing(answers, url) as (there, asked):
        with pytest.raises(RemoteError):
            update(there, out, known)
        assert not out.exists()
        answers.clear()
        before = len(asked)
        update(there, out, known)
        assert len(asked) - before == 1


def test_pages_of_long_ago_are_asked_again(
    fill: Callable[[str], str], known: Gazetteer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = fill(turtle())
    answer_of(url, tmp_path, known)
    with playing([], url) as (there, asked):
        ask = endpoint.Endpoint(there, tmp_path / "kept").ask
        offices = [o.qid for o in known.offices()]
        assert len(list(ask("holders", offices))) == len(list(ask("holders", offices))) == 2
        assert len(asked) == 1
        monkeypatch.setattr(endpoint, "KEPT_FOR", 0)
        list(ask("holders", offices))
        assert len(asked) == 2
