"""The door to the network: one exchange of HTTP, with credentials, time-outs, and patience where it helps."""

from __future__ import annotations

import netrc
import os
import re
import time
import urllib.error
import urllib.request
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.client import HTTPException, HTTPResponse, IncompleteRead
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from SPARQLWrapper import SPARQLWrapper

from kg.errors import RemoteError

USER, PASSWORD, TOKEN = "KG_ENDPOINT_USER", "KG_ENDPOINT_PASSWORD", "KG_ENDPOINT_TOKEN"
"""The environment's variables for credentials; without them, the host's entry in ~/.netrc."""
AGENT = "kg (https://w3id.org/diplomacy-kg)"
_PASSING = frozenset({429, 502, 503, 504})
"""Statuses that may be gone a little later."""
_BLOCK = 1 << 16
_ADDRESS = re.compile(r"https?://[A-Za-z0-9.:\[\]_-]+(/[^\x00-\x20<>\"{}|\\^`\x7f-\xa0]*)?")
"""No user, and a host that is ASCII."""
_TAGS = re.compile(r"<(script|style)\b.*?</\1\s*>|<[^>]*>", re.DOTALL | re.IGNORECASE)
_HINTS = {
    400: "the server does not understand the request",
    401: f"the server wants credentials: set {USER} and {PASSWORD}, or {TOKEN}, or an entry in ~/.netrc",
    403: "the server refuses this to these credentials",
    404: "nothing is at this address",
    405: "this address does not take such requests; is it another one for loading?",
    413: "the server finds the request too large",
    414: "the server finds the address too long",
}


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait for a server, in seconds, and how often to ask again."""

    timeout: float = 60
    """Without a byte from the server, and for the whole of one answer ten times as long."""
    attempts: int = 5
    first_wait: float = 0.5
    """Before the second attempt; doubled each time."""
    longest_wait: float = 60
    sleep: Callable[[float], None] = time.sleep


@dataclass(frozen=True, slots=True)
class Access:
    """Credentials: a token, or a user with a password (basic or digest, as the server asks)."""

    user: str = ""
    password: str = ""
    token: str = ""

    def __bool__(self) -> bool:
        return bool(self.user or self.token)

    def __repr__(self) -> str:
        return f"Access(user={self.user!r}, …)"


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answered with a good status."""

    status: int
    type: str
    """Its media type, without parameters, in lower case."""
    headers: Mapping[str, str]
    body: bytes


def access_for(url: str, environ: Mapping[str, str] | None = None, netrc_file: Path | None = None) -> Access:
    """The credentials for a server, from the environment or from ~/.netrc; empty where there are none.

    Raises:
        RemoteError: the netrc file is wrong.
    """
    environ = os.environ if environ is None else environ
    if environ.get(TOKEN):
        return Access(token=environ[TOKEN])
    if environ.get(USER):
        return Access(environ[USER], environ.get(PASSWORD, ""))
    file = netrc_file or Path(environ.get("NETRC") or Path.home() / ".netrc")
    if not file.is_file():
        return Access()
    try:
        entry = netrc.netrc(str(file)).authenticators(urlsplit(url).hostname or "")
    except (netrc.NetrcParseError, OSError) as error:
        raise RemoteError(f"{file}: {error}") from error
    return Access(entry[0], entry[2] or "") if entry else Access()


class Wire:
    """Exchanges with one server."""

    def __init__(self, url: str, access: Access | None = None, patience: Patience | None = None) -> None:
        """A wire to a server.

        Args:
            url: the address that the credentials are for, and all below it.
            access: the credentials; by default those of the environment or ~/.netrc.
            patience: time-outs and repeats.

        Raises:
            RemoteError: the address is no http(s) address, or credentials would go over the network in the clear.
        """
        if not _ADDRESS.fullmatch(url):
            raise RemoteError(f"not a web address: {url[:200]!a}")
        self._access = access_for(url) if access is None else access
        self._patience = patience or Patience()
        parts = urlsplit(url)
        if self._access and parts.scheme == "http" and not _is_near(parts.hostname or ""):
            raise RemoteError(f"credentials would be sent to {parts.hostname} in the clear; use https")
        known = urllib.request.HTTPPasswordMgrWithDefaultRealm()
        if self._access.user:
            known.add_password(None, f"{parts.scheme}://{parts.netloc}/", self._access.user, self._access.password)
        self._opener = urllib.request.build_opener(_StayHere(), _Digest(known), _Basic(known))

    def exchange(self, request: urllib.request.Request, longest: int = 1 << 30) -> Reply:
        """Send a request that may be sent twice without harm, and read the whole answer.

        Args:
            request: what is sent.
            longest: the most bytes of an answer.

        Raises:
            RemoteError: the server cannot be reached, does not answer in time, or answers with an error; the message
                says which and what the server said.
        """
        if request.type not in ("http", "https"):
            raise RemoteError(f"not a web address: {request.full_url[:200]}")
        request.add_unredirected_header("User-agent", AGENT)
        if self._access.token:
            request.add_unredirected_header("Authorization", f"Bearer {self._access.token}")
        wait, url = self._patience.first_wait, request.full_url.partition("?")[0]
        for attempt in range(1, self._patience.attempts + 1):
            last = attempt == self._patience.attempts
            try:
                return self._read(request, longest)
            except urllib.error.HTTPError as error:
                asked = _retry_after(error.headers.get("Retry-After", "")) if error.headers else None
                if error.code not in _PASSING or last:
                    raise RemoteError(f"{url}: {_complaint(error)}") from error
                if asked is not None and asked > self._patience.longest_wait:
                    raise RemoteError(f"{url}: busy; asks to come back in {asked:.0f} seconds") from error
                self._patience.sleep(min(self._patience.longest_wait, wait if asked is None else asked))
            except (OSError, HTTPException, ValueError) as error:
                if last or not _may_pass(error):
                    raise RemoteError(f"{url}: {_reason(error)}") from error
                self._patience.sleep(min(self._patience.longest_wait, wait))
            wait *= 2
        raise AssertionError("unreachable")

    def _read(self, request: urllib.request.Request, longest: int) -> Reply:
        timeout = self._patience.timeout
        deadline = time.monotonic() + 10 * timeout
        with self._opener.open(request, timeout=timeout) as response:
            assert isinstance(response, HTTPResponse)
            blocks, size = [], 0
            while block := response.read(_BLOCK):
                size += len(block)
                if size > longest:
                    raise RemoteError(f"{request.full_url.partition('?')[0]}: answers with more than {longest} bytes")
                if time.monotonic() > deadline:
                    raise TimeoutError("the answer takes too long")
                blocks.append(block)
            if response.length:
                raise IncompleteRead(b"", response.length)
            kind = response.headers.get_content_type()
            return Reply(response.status, kind, dict(response.headers.items()), b"".join(blocks))


class Asker(SPARQLWrapper):
    """A SPARQL query: SPARQLWrapper makes the request, the wire sends it, and `reply` is what came."""

    def __init__(self, url: str, wire: Wire, longest: int) -> None:
        """A query to an endpoint.

        Args:
            url: the endpoint's address.
            wire: to its server.
            longest: the most bytes of an answer.
        """
        super().__init__(url)
        self._wire = wire
        self._longest = longest
        self.reply: Reply | None = None

    def _query(self) -> tuple[Any, str]:
        request: urllib.request.Request = self._createRequest()
        request.remove_header("User-agent")
        self.reply = self._wire.exchange(request, self._longest)
        return None, self.returnFormat


class _StayHere(urllib.request.HTTPRedirectHandler):
    """Follows a reading request only; what changes a store, and what holds a query, is not sent elsewhere."""

    def redirect_request(self, req, fp, code, msg, headers, newurl):  # type: ignore[no-untyped-def]
        if req.get_method() not in ("GET", "HEAD") or urlsplit(newurl).netloc != urlsplit(req.full_url).netloc:
            raise RemoteError(f"{req.full_url.partition('?')[0]}: the server has moved to {newurl[:200]}; ask there")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


class _Digest(urllib.request.HTTPDigestAuthHandler):
    """Once asked for a digest, sends it at once; a server may close the connection on a large body without one."""

    _challenge: dict[str, str] | None = None

    def retry_http_digest_auth(self, req, auth):  # type: ignore[no-untyped-def]
        parts = urllib.request.parse_http_list(auth.partition(" ")[2])
        self._challenge = urllib.request.parse_keqv_list(list(filter(None, parts)))
        return super().retry_http_digest_auth(req, auth)

    def http_request(self, req: urllib.request.Request) -> urllib.request.Request:
        if self._challenge and not req.has_header(self.auth_header):
            digest = self.get_authorization(req, self._challenge)
            if digest:
                req.add_unredirected_header(self.auth_header, f"Digest {digest}")
        return req

    https_request = http_request


class _Basic(urllib.request.HTTPBasicAuthHandler):
    """Once asked for a password, sends it at once."""

    _asked = False

    def retry_http_basic_auth(self, host, req, realm):  # type: ignore[no-untyped-def]
        self._asked = True
        return super().retry_http_basic_auth(host, req, realm)

    def http_request(self, req: urllib.request.Request) -> urllib.request.Request:
        user, password = self.passwd.find_user_password("", req.full_url) if self._asked else (None, None)
        if user is not None and not req.has_header(self.auth_header):
            secret = b64encode(f"{user}:{password}".encode()).decode()
            req.add_unredirected_header(self.auth_header, f"Basic {secret}")
        return req

    https_request = http_request


def _is_near(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _retry_after(value: str) -> float | None:
    """The seconds that a Retry-After header asks for, from 0; None where it says nothing that can be read."""
    value = value.strip()
    if re.fullmatch(r"-?[0-9]{1,9}", value, re.ASCII):
        return max(0.0, float(value))
    try:
        then = parsedate_to_datetime(value)
        return max(0.0, (then - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError, IndexError):
        return None


def _may_pass(error: Exception) -> bool:
    reason = error.reason if isinstance(error, urllib.error.URLError) else error
    return isinstance(reason, TimeoutError | ConnectionError | HTTPException)


def _reason(error: Exception) -> str:
    reason = error.reason if isinstance(error, urllib.error.URLError) else error
    if isinstance(reason, TimeoutError):
        return "does not answer in time"
    if isinstance(reason, ConnectionRefusedError):
        return "refuses the connection; is the server running?"
    return f"cannot be reached or broke off: {reason}"


def _complaint(error: urllib.error.HTTPError) -> str:
    hint = _HINTS.get(
        error.code, "the server is busy" if error.code in _PASSING else "the server answers with an error"
    )
    try:
        said = plain_words(error.read(_BLOCK))
    except (OSError, HTTPException):
        said = ""
    return f"{hint} (status {error.code}{f': {said}' * bool(said)})"


def plain_words(body: bytes, most: int = 300) -> str:
    """What a server said, on one line, without markup, cut short."""
    text = _TAGS.sub(" ", body.decode("utf-8", "replace"))
    words = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return words if len(words) <= most else words[:most] + "…"
