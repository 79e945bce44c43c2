"""Who is talking: a token that only this installation can make or read.

A token names one conversation and the web page it was given to. There are no accounts and no
cookies: whoever holds the token is the person, and a page of another origin cannot use it.
"""

from __future__ import annotations

import ipaddress
import json
import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from urllib.parse import urlsplit

from fastapi import Request

from bot.channels.problems import Problem
from complaints import Cipher, KeyMissing

LIFE = 30 * 24 * 3600
"""Seconds a token lasts after it was given or renewed."""
_LONGEST = 1000
_SCHEME = "bearer "
_UNKNOWN_SITE = (
    "这个网站还没有接通维权助手，在这里发不出去。请告诉网站的管理员，或者直接拨打 12315。"
)
_READABLE = {"Access-Control-Allow-Origin": "*"}
"""A browser keeps an answer from the page that asked, unless the answer allows it: without this,
a site that was forgotten in the settings would look like a network that is down."""


@dataclass(frozen=True)
class Session:
    """`origin` as `Sessions.origin` names it; `issued` in seconds since 1970."""

    conversation: str
    origin: str
    issued: int
    use: str = "web"

    @property
    def expires(self) -> int:
        return self.issued + LIFE


class Sessions:
    """Gives and reads tokens. `allowed`: origins of other sites that may embed the chat."""

    def __init__(
        self, cipher: Cipher, allowed: Sequence[str] = (), now: Callable[[], float] = time.time
    ) -> None:
        self._cipher, self._allowed, self._now = cipher, frozenset(allowed), now

    def begin(self, request: Request, conversation: str | None = None) -> tuple[str, Session]:
        """A token and its session: the conversation given, or that of the token sent along, if it
        still holds, else a new one. Raises `Problem` 403 for an origin that is not allowed."""
        origin = self.origin(request)
        earlier = self._read(request)
        fits = earlier is not None and earlier.origin == origin
        if conversation is None:
            new = f"web-{secrets.token_hex(16)}"
            conversation = earlier.conversation if earlier and fits else new
        session = Session(conversation, origin, int(self._now()))
        return self._cipher.seal(json.dumps(asdict(session))).decode(), session

    def enter(self, request: Request) -> str:
        """The conversation of a request. Raises `Problem` 401 without a token that holds, 403 when
        the page asking is not the one the token was given to."""
        origin = self.origin(request)
        session = self._read(request)
        if session is None:
            raise Problem(401, headers={"WWW-Authenticate": "Bearer"})
        if not secrets.compare_digest(session.origin.encode(), origin.encode()):
            raise Problem(403)
        return session.conversation

    def origin(self, request: Request) -> str:
        """The site that asks: `//host` for our own, else its origin, which must be allowed.

        The scheme does not count for our own: TLS may end at a proxy before us. Browsers send no
        Origin with reads from the same site.
        """
        own = f"//{request.headers.get('host', '').lower()}"
        origin = request.headers.get("origin")
        if origin is None or f"//{urlsplit(origin.lower()).netloc}" == own != "//":
            return own
        if origin not in self._allowed:
            raise Problem(403, _UNKNOWN_SITE, _READABLE)
        return origin

    def _read(self, request: Request) -> Session | None:
        header = request.headers.get("authorization", "")
        if not header.lower().startswith(_SCHEME) or len(header) > _LONGEST:
            return None
        try:
            record = json.loads(self._cipher.open(header[len(_SCHEME) :].strip().encode()))
            session = Session(**record)
        except (KeyMissing, ValueError, TypeError):
            # Anything else the cipher sealed is no token either.
            return None
        alive = session.use == "web" and self._now() < session.expires
        return session if alive else None


def address(request: Request) -> str:
    """Where a request comes from, for counting; of IPv6 the network, which one person owns."""
    host = request.client.host if request.client else ""
    try:
        found = ipaddress.ip_address(host)
    except ValueError:
        return host
    if found.version == 6:
        return str(ipaddress.ip_network((found, 64), strict=False))
    return host
