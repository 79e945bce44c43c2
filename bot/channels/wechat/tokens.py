"""The account's access token: one for all processes, fetched by one of them at a time.

https://developers.weixin.qq.com/doc/service/api/base/api_getstableaccesstoken.html : the same token
until it ends, whoever asks; `force_refresh` makes a new one, twenty times a day.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

import httpx

from bot.channels.wechat.api import call, checked
from bot.channels.wechat.errors import ApiError, Busy

PART = 0.8
"""After so much of its life a token is replaced."""
LEASE = 20.0
"""Seconds that one process has to fetch a token."""
PAUSE, PAUSES = 0.2, 50
"""How long the others wait for it, and how often."""


@dataclass(frozen=True)
class Token:
    """`text` is shown nowhere. `begins`: when it was fetched."""

    text: str = field(repr=False)
    begins: datetime
    ends: datetime

    def fresh(self, now: datetime) -> bool:
        """Whether it need not be replaced yet."""
        return now < self.begins + (self.ends - self.begins) * PART


class Keep(Protocol):
    """Where the token is kept, encrypted, for all processes."""

    def load(self) -> Token | None: ...
    def save(self, token: Token) -> None: ...

    def lease(self, seconds: float) -> bool:
        """Be the one who fetches, for so long or until `save`; false when another one is."""
        ...

    def release(self) -> None:
        """Leave it to others after all."""
        ...


class StableTokens:
    """Implements `bot.channels.wechat.api.Tokens`."""

    def __init__(
        self,
        client: httpx.AsyncClient,
        keep: Keep,
        app_id: str,
        secret: str,
        now: Callable[[], datetime],
    ) -> None:
        self._client, self._keep, self._now = client, keep, now
        self._app_id, self._secret = app_id, secret
        self._lock = asyncio.Lock()

    async def get(self) -> str:
        """A token that counts. Raises `ApiError`."""
        token = self._keep.load()
        if token is not None and token.fresh(self._now()):
            return token.text
        return await self._replaced(token, force=False)

    async def renew(self, refused: str) -> str:
        """Another one than the one that was refused, of another process if it was quicker."""
        token = self._keep.load()
        if token is not None and token.text != refused:
            return token.text
        return await self._replaced(token, force=True)

    async def _replaced(self, old: Token | None, force: bool) -> str:
        async with self._lock:
            for _ in range(PAUSES):
                found = self._keep.load()
                if found is not None and found != old:
                    return found.text
                if self._keep.lease(LEASE):
                    try:
                        return await self._fetched(force)
                    finally:
                        self._keep.release()
                if not force and old is not None and self._now() < old.ends:
                    return old.text
                await asyncio.sleep(PAUSE)
        raise Busy(0)

    async def _fetched(self, force: bool) -> str:
        body = {
            "grant_type": "client_credential",
            "appid": self._app_id,
            "secret": self._secret,
            "force_refresh": force,
        }
        begins = self._now()
        answer = checked(await call(self._client, "POST", "/cgi-bin/stable_token", json=body))
        text, life = answer.get("access_token"), answer.get("expires_in")
        if not isinstance(text, str) or not text or not isinstance(life, int):
            raise ApiError(-1)
        # The token may be the one of before: WeChat makes another only shortly before it ends.
        self._keep.save(Token(text, begins, begins + timedelta(seconds=life)))
        return text
