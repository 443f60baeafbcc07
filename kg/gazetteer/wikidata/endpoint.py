"""Asking an endpoint of Wikidata, page by page, within its limits; an answer counts only when it is whole."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

import msgspec
from SPARQLWrapper import JSON, POST

from kg.errors import RemoteError
from kg.net import Asker, Patience, Reply, Wire, plain_words

ROWS = 5_000
"""Rows of a page."""
ITEMS = 100
"""Items that one query asks about."""
LONGEST_ANSWER = 1 << 28
KEPT_FOR = 6 * 3600
"""Seconds for which a page of an update that was broken off is taken for what the endpoint would say."""
ENTITY = "http://www.wikidata.org/entity/"
_FOLDER = Path(__file__).parent


class Term(msgspec.Struct, frozen=True):
    """A value in SPARQL's JSON."""

    type: str
    value: str
    lang: str = msgspec.field(default="", name="xml:lang")
    datatype: str = ""


Row = dict[str, Term]


class _Bindings(msgspec.Struct):
    bindings: list[Row]


class _Results(msgspec.Struct):
    results: _Bindings


class Endpoint:
    """An endpoint with pages kept from an update that was broken off."""

    def __init__(self, url: str, kept: Path | None, patience: Patience | None = None) -> None:
        """An endpoint to be asked.

        Args:
            url: its address.
            kept: a folder for whole pages; whoever made it takes it away when all is done. None: they are not kept.
            patience: time-outs and repeats.

        Raises:
            RemoteError: the address is no web address.
        """
        self.url = url
        self._kept = kept
        self._patience = patience or Patience(timeout=90)
        self._wire = Wire(url, patience=self._patience)

    def ask(
        self,
        query: str,
        items: Sequence[str],
        values: Mapping[str, str] | None = None,
        rows: int = ROWS,
        *,
        at_once: int = 0,
    ) -> Iterator[Row]:
        """The rows of a query about some items, from as many pages as it takes.

        Where the server cannot answer about so many items at once, it is asked about half of them, and again.

        Args:
            query: name of a query beside this module.
            items: ids.
            values: what else the query takes.
            rows: rows of a page.
            at_once: items of one query; 0: a hundred.

        Raises:
            RemoteError: the server cannot be reached, or does not answer as it should.
        """
        size = at_once or ITEMS
        for at in range(0, len(items), size):
            yield from self._about(query, items[at : at + size], rows, values or {})

    def _about(self, query: str, items: Sequence[str], rows: int, values: Mapping[str, str]) -> Iterator[Row]:
        text = _without_comments((_FOLDER / f"{query}.rq").read_text("utf-8"))
        text = text.replace("$items$", " ".join(f"wd:{i}" for i in items)).replace("$limit$", str(rows))
        for name, value in values.items():
            text = text.replace(f"${name}$", value)
        found: list[Row] = []
        try:
            while True:
                page = self._page(text.replace("$offset$", str(len(found))))
                found += page
                if len(page) < rows:
                    break
        except _TooMuch:
            if len(items) == 1:
                raise
            half = len(items) // 2
            yield from self._about(query, items[:half], rows, values)
            yield from self._about(query, items[half:], rows, values)
            return
        yield from found

    def _page(self, text: str) -> list[Row]:
        name = f"{sha256(f'{self.url} {text}'.encode()).hexdigest()[:32]}.json"
        place = self._kept / name if self._kept else None
        if place is not None and (known := _read(place)) is not None:
            return known
        wait = self._patience.first_wait
        for attempt in range(1, self._patience.attempts + 1):
            reply = self._send(text)
            try:
                rows = _decode(reply.body).results.bindings
            except msgspec.DecodeError as error:
                # The service answers 200 before it knows whether it can; what went wrong is told in the midst.
                if b"TimeoutException" in reply.body:
                    raise _TooMuch(f"{self.url}: the query took too long there") from error
                if attempt == self._patience.attempts:
                    said = plain_words(reply.body[-400:])
                    raise RemoteError(f"{self.url}: status 200, but no whole answer ({error}): {said}") from error
                self._patience.sleep(min(wait, self._patience.longest_wait))
                wait *= 2
                continue
            if place is not None:
                part = place.with_suffix(".part")
                part.write_bytes(reply.body)
                part.replace(place)
            return rows
        raise AssertionError("unreachable")

    def _send(self, text: str) -> Reply:
        asker = Asker(self.url, self._wire, LONGEST_ANSWER)
        asker.setQuery(text)
        asker.setMethod(POST)
        asker.setReturnFormat(JSON)
        try:
            asker.query()
        except RemoteError as error:
            if any(sign in str(error) for sign in ("TimeoutException", "does not answer in time", "status 504")):
                raise _TooMuch(str(error)) from error
            raise
        assert asker.reply is not None
        return asker.reply


class _TooMuch(RemoteError):
    """The server would answer a smaller question."""


_decode: Callable[[bytes], _Results] = msgspec.json.Decoder(_Results).decode


def _read(place: Path) -> list[Row] | None:
    """The rows of a page that was kept not long ago."""
    try:
        if time.time() - place.stat().st_mtime < KEPT_FOR:
            return _decode(place.read_bytes()).results.bindings
    except (OSError, msgspec.DecodeError):
        pass
    return None


def _without_comments(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if not line.startswith("#"))
