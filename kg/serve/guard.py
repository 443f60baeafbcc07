"""What holds for every answer: whom the server listens to, and what a browser may do with what it sends."""

from __future__ import annotations

import logging
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.serve import bounds as most

log = logging.getLogger("kg.serve")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cache-Control": "no-cache",
}


class Guard:
    """Refuses requests under other names and with unfit headers, and gives every answer its security headers."""

    def __init__(self, app: ASGIApp, hosts: tuple[str, ...] = ()) -> None:
        """A guard before an application.

        Args:
            app: the application.
            hosts: names that the server is asked under; with them, a page elsewhere that lets its own name point to
                this machine learns nothing. All are taken where empty.
        """
        self._app, self._hosts = app, frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = False

        async def guarded(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        host = _name_of(Headers(scope=scope).get("host", ""))
        if self._hosts and host not in self._hosts:
            await PlainTextResponse("this server is not asked under that name", 421)(scope, receive, guarded)
        elif sum(len(name) + len(value) for name, value in scope["headers"]) > most.HEADERS:
            await PlainTextResponse("the request's head is too long", 431)(scope, receive, guarded)
        else:
            try:
                await self._app(scope, receive, guarded)
            except Exception:
                log.exception("%s %s failed", scope["method"], scope["path"][:200])
                if not started:
                    await PlainTextResponse("the server made a mistake", 500)(scope, receive, guarded)


def _name_of(host: str) -> str:
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""
