"""The build that is served: a new one is opened beside the old, then takes its place between two requests."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from pathlib import Path
from typing import Any

from kg.errors import KgError
from kg.serve import bounds as most
from kg.serve.bounds import Bounds
from kg.serve.cache import Cache
from kg.serve.edition import Edition
from kg.serve.gate import Busy, Gate
from kg.serve.jobs import identity_of

log = logging.getLogger("kg.serve")


class Shelf:
    """Serves what is published in a folder."""

    def __init__(self, folder: Path, bounds: Bounds) -> None:
        """A shelf for a folder; `open` it before use."""
        self.folder, self.bounds = folder, bounds
        self.queries, self.views = Gate(bounds), Gate(Bounds(patience=bounds.seconds + 1))
        """Pages have a gate of their own, so that they are shown while queries wait."""
        self.trouble = ""
        """Why a newer build is not served."""
        self.cache = Cache(most.CACHE_ENTRIES, most.CACHE_BYTES)
        self._current: Edition | None = None
        self._watch: asyncio.Task[None] | None = None
        self._tried = ""

    async def open(self) -> None:
        """Open the build and look for newer ones from now on.

        Raises:
            KgError: there is no build, or it cannot be opened.
        """
        self._current = await Edition.open(self.folder)
        self._watch = asyncio.create_task(self._look())

    async def close(self) -> None:
        """Stop looking, and close the build."""
        if self._watch:
            self._watch.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._watch
        if self._current:
            self._current.close()

    @property
    def edition(self) -> Edition:
        """The build that is served.

        Raises:
            Busy: none is open at the moment.
        """
        if self._current is None or not self._current.alive:
            raise Busy("the graph is being opened")
        return self._current

    async def query(self, job: dict[str, Any]) -> tuple[bytes, str]:
        """The answer to a query, and the identity of the build that it is from.

        Raises:
            QueryError: there is no room, or it cannot be answered within bounds.
        """
        edition = self.edition
        return await edition.do(job, self.queries, self.bounds), edition.identity

    async def view(self, name: str, **args: Any) -> tuple[bytes, str]:
        """A view's values as JSON, and the identity of the build that they are from; remembered for a while.

        Raises:
            QueryError: there is no room, or no such thing.
        """
        edition = self.edition
        key = (edition.identity, name, *sorted(args.items()))
        known = self.cache.get(key)
        if known is None:
            known = await edition.do({"do": "view", "name": name, "args": args}, self.views, self.bounds)
            self.cache.put(key, known)
        return known, edition.identity

    async def _look(self) -> None:
        while True:
            await asyncio.sleep(most.POLL_SECONDS)
            with contextlib.suppress(KgError, OSError):
                found = identity_of(self.folder)
                lost = self._current is None or not self._current.alive
                if lost or found not in (self.edition.identity, self._tried):
                    await self._take(found)

    async def _take(self, found: str) -> None:
        """Open what was found and put it in the place of what is served."""
        try:
            fresh = await Edition.open(self.folder)
        except KgError as error:
            self._tried, self.trouble = found, str(error)
            log.warning("the new build is not served: %s", error)
            return
        old, self._current = self._current, fresh
        self._tried = self.trouble = ""
        self.cache.clear()
        log.info("serving build %s", fresh.identity)
        if old:
            old.retire()
