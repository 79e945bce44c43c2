"""WeChat's interfaces as far as we call them; the tokens they ask for come from `tokens`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Protocol

import httpx
from prometheus_client import Counter

from bot.channels.wechat import errors
from bot.channels.wechat.errors import ApiError, NoToken
from bot.channels.wechat.outgoing import Bubble, pushed

CALLS = Counter("weiquan_wechat_calls_total", "Calls of WeChat's interfaces", ["path"])
REFUSALS = Counter("weiquan_wechat_refusals_total", "What WeChat answered them with", ["code"])
HOST = "https://api.weixin.qq.com"
SECONDS = 10.0
MAX_PICTURE = 10 * 2**20
"""Bytes; WeChat's own limit for pictures."""


class Tokens(Protocol):
    """Access tokens of the account."""

    async def get(self) -> str:
        """A token that counts. Raises `ApiError`."""
        ...

    async def renew(self, refused: str) -> str:
        """Another one than the one that was refused."""
        ...


class Api:
    """Calls over `client`, whose base is `HOST` but in tests. Every call raises `ApiError`."""

    def __init__(self, client: httpx.AsyncClient, tokens: Tokens) -> None:
        self._client, self._tokens = client, tokens

    async def send(self, person: str, bubble: Bubble) -> None:
        """A customer message to an openid."""
        await self._post("/cgi-bin/message/custom/send", pushed(bubble, person))

    async def typing(self, person: str) -> None:
        """The person sees that we write."""
        body = {"touser": person, "command": "Typing"}
        await self._post("/cgi-bin/message/custom/typing", body)

    async def make_menu(self, menu: Mapping[str, Any]) -> None:
        """Put the account's menu in place."""
        await self._post("/cgi-bin/menu/create", menu)

    async def picture(self, media: str) -> bytes:
        """The bytes of a picture by its MediaId."""
        return await self._with_token(lambda token: self._fetch(token, media))

    async def _post(self, path: str, body: Mapping[str, Any]) -> None:
        # Escaped as \\uXXXX, Chinese is shown as such.
        data = json.dumps(body, ensure_ascii=False).encode()

        async def post(token: str) -> bytes:
            answer = await call(
                self._client, "POST", path, params={"access_token": token}, content=data
            )
            checked(answer)
            return answer

        await self._with_token(post)

    async def _with_token(self, act: Any) -> bytes:
        """Call with a token, and once more with another one when it is refused."""
        token = await self._tokens.get()
        try:
            return bytes(await act(token))
        except NoToken:
            return bytes(await act(await self._tokens.renew(token)))

    async def _fetch(self, token: str, media: str) -> bytes:
        params = {"access_token": token, "media_id": media}
        data = await call(self._client, "GET", "/cgi-bin/media/get", params=params)
        if data[:1] == b"{":
            checked(data)
        return data


async def call(client: httpx.AsyncClient, method: str, path: str, **more: Any) -> bytes:
    """One request, its answer at most as long as a picture may be. Raises `Busy` for no answer.
    Every one is counted: WeChat grants only so many a day.

    The address carries the token, so nothing of an error of httpx may reach a log."""
    CALLS.labels(path).inc()
    try:
        async with client.stream(method, path, timeout=SECONDS, **more) as response:
            if response.status_code != 200:
                raise errors.of_code(-1)
            data = bytearray()
            async for piece in response.aiter_bytes():
                data += piece
                if len(data) > MAX_PICTURE:
                    raise ApiError(45001)
            return bytes(data)
    except httpx.HTTPError:
        raise errors.of_code(0) from None


def checked(data: bytes) -> dict[str, Any]:
    """An answer in JSON. Raises the error it tells of, `Busy` for one that cannot be read."""
    try:
        answer = json.loads(data)
        code = int(answer.get("errcode", 0))
    except (ValueError, AttributeError, TypeError):
        raise errors.of_code(-1) from None
    if code:
        REFUSALS.labels(str(code)).inc()
        raise errors.of_code(code)
    return dict(answer)
